package corpus;

import static dev.fermata.testing.differential.Trace.t;

import dev.fermata.*;
import dev.fermata.testing.differential.Trace;
import java.util.*;

/** Durable.checkpoint and Durable.label. */
public class Saved {

    private static final String KEY = "made";

    @Step
    public int s(int v) {
        Trace.step("s", v);
        return v + 1;
    }

    @Task(id = "saved.value")
    public String value(int n) {
        String id = Durable.checkpoint("id", t("made", "id" + n));
        int a = s(n);
        return id + a + s(a);
    }

    @Task(id = "saved.unboxed-and-in-expressions")
    public int unboxed(int n) {
        int x = n;
        int a = Durable.checkpoint("a", x++) + x;
        long b = Durable.checkpoint("b", 5L + s(x));
        return a + (int) b + Durable.checkpoint(KEY + "-2", s(1)) * x;
    }

    @Task(id = "saved.null-is-unboxed-afterwards")
    public String nothing(int n) {
        Integer none = n > 1 ? null : (Integer) n;
        try {
            int a = Durable.checkpoint("none", none);
            return "a" + a;
        } catch (NullPointerException e) {
            return "npe" + s(n);
        }
    }

    @Task(id = "saved.in-loops-and-try")
    public String loops(int n) {
        List<String> log = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            try {
                log.add(Durable.checkpoint(KEY, "v" + i) + Durable.checkpoint(KEY, s(i)));
            } finally {
                Durable.checkpoint("unused", log.size());
            }
        }
        return log.toString();
    }

    @Task(id = "saved.mutable-object-keeps-its-identity")
    public String identity(int n) {
        List<Integer> list = new ArrayList<>(List.of(n));
        List<Integer> same = Durable.checkpoint("list", list);
        same.add(s(n));
        s(0);
        return list + "" + (list == same);
    }

    @Task(id = "saved.generic-and-conditional")
    public String generic(int n) {
        Map<String, List<Integer>> map = Durable.checkpoint("map", new TreeMap<>());
        map.computeIfAbsent("k", key -> new ArrayList<>()).add(n);
        s(1);
        List<? extends Number> some = Durable.checkpoint("some", n > 1 ? List.of(1, 2) : List.of(2.5));
        return map + "" + some + s(2);
    }

    @Task(id = "saved.pinned-labels")
    public String pinned(int n) {
        Durable.label("first");
        int a = s(n);
        Durable.label(KEY + ".twice");
        a += s(a) + s(1);
        for (int i = 0; i < 2; i++) {
            Durable.label("in-loop");
            s(i);
            if (i > 0) {
                Durable.label("nested");
                Durable.checkpoint("x", i);
            }
        }
        switch (n) {
            case 0:
                Durable.label("case");
                a += s(5);
            default:
                a++;
        }
        Durable.label("last");
        return "r" + s(a);
    }
}
