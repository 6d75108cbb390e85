package corpus;

import static dev.fermata.testing.differential.Trace.t;

import dev.fermata.*;
import dev.fermata.testing.differential.Trace;
import java.io.IOException;
import java.time.Duration;
import java.util.*;

/** Helpers by where they stand and how they are called. */
public class HelperPlaces extends HelperBase<String> implements HelperDefaults {

    private final Clerk clerk = new Clerk();
    final Desk desk = new Desk(clerk);
    private final Clerk nobody = null;
    static final Clerk SHARED = new Clerk();

    @Override
    public int step(int v) {
        Trace.step("step", v);
        return v + 1;
    }

    @Suspends
    private static int staticHelper(Clerk clerk, int v) {
        return v * 2;
    }

    @Suspends
    int outer(int v) {
        int a = inner(v, "o");
        return a + inner(a, "p");
    }

    @Suspends
    private int inner(int v, String name) {
        return step(v) + name.length();
    }

    @Suspends
    int sum(int... values) {
        int sum = 0;
        for (int v : values) sum += step(v);
        return sum;
    }

    @Suspends
    <A, B extends Comparable<B>> Map<A, List<B>> pairs(A a, List<? extends B> bs) {
        Map<A, List<B>> map = new TreeMap<>();
        for (B b : bs) {
            step(1);
            map.computeIfAbsent(a, key -> new ArrayList<>()).add(b);
        }
        return map;
    }

    @Suspends
    int over(int v) {
        return step(v);
    }

    @Suspends
    int over(long v) {
        return step((int) v) + 100;
    }

    @Suspends
    int over(Object v) {
        return step(1) + 200;
    }

    @Override
    @Suspends
    protected int redone(int v) {
        return super.redone(v) * 10 + step(v);
    }

    @Suspends
    Integer maybe(int v) {
        return step(v) > 2 ? null : (Integer) v;
    }

    @Suspends
    void waiting(int v) {
        if (v > 1) Durable.sleep(Duration.ofSeconds(v));
        step(v);
    }

    @Suspends
    int countdown(List<Integer> seen, int v) {
        seen.add(v);
        if (v <= 0) return step(0);
        int below = countdown(seen, v - 1);
        seen.add(-v);
        return below + step(v);
    }

    @Suspends
    int failing(int v) throws IOException {
        int a = step(v);
        if (a > 2) throw new IOException("deep " + a);
        return a;
    }

    @Suspends
    int between(int v) throws IOException {
        try {
            return failing(v);
        } catch (IllegalStateException e) {
            return -1;
        } finally {
            step(50);
        }
    }

    @Suspends
    String retried(int v) {
        for (int attempt = 1; ; attempt++) {
            try {
                return "ok" + failing(v - attempt) + attempt;
            } catch (IOException e) {
                if (attempt > 2) return e.getMessage() + attempt;
            }
        }
    }

    @Task(id = "places.static")
    public int statics(int n) {
        return staticHelper(clerk, n) + HelperPlaces.staticHelper(null, step(n)) + Clerk.count(n) + Clerk.count(2);
    }

    @Task(id = "places.nested-calls")
    public int nested(int n) {
        return outer(inner(outer(n), "x" + inner(n, "y")));
    }

    @Task(id = "places.superclass")
    public String superclass(int n) {
        String a = inherited("a" + n);
        return a + this.inherited(a.length() > 3 ? a : "b") + superclassStatic(n);
    }

    @Task(id = "places.overridden-helper-and-super")
    public int overridden(int n) {
        return redone(n) + super.redone(n + 1);
    }

    @Task(id = "places.interface-default")
    public int interfaceDefault(int n) {
        return twofold(n) + this.twofold(1);
    }

    @Task(id = "places.bean-of-a-bean")
    public int beanOfBean(int n) {
        return desk.serve(n) + desk.clerk.serve(n) + this.desk.clerk.serve(step(n)) + SHARED.serve(2);
    }

    @Task(id = "places.null-bean")
    public String nullBean(int n) {
        try {
            return "no" + nobody.serve(step(n));
        } catch (NullPointerException e) {
            return "npe" + step(n);
        }
    }

    @Task(id = "places.varargs")
    public int varargs(int n) {
        int[] all = {n, 1};
        return sum() + sum(n) + sum(n, step(n), 'a') + sum(all) + all.length;
    }

    @Task(id = "places.generic")
    public String generic(int n) {
        var map = pairs("k" + n, List.of(n, 2, 3));
        Map<String, List<Integer>> more = this.<String, Integer>pairs("l", List.of(step(n)));
        map.putAll(more);
        return map.toString();
    }

    @Task(id = "places.overloads")
    public int overloads(int n) {
        byte small = (byte) n;
        return over(n) + over((long) n) + over("x") + over(small) + over((Integer) n) + over('c') + over(n * 1L);
    }

    @Task(id = "places.null-result-unboxed")
    public String unboxed(int n) {
        try {
            int a = maybe(n);
            return a + "/" + step(a);
        } catch (NullPointerException e) {
            return "null" + step(n);
        }
    }

    @Task(id = "places.void-with-sleep")
    public String sleeps(int n) {
        waiting(n);
        for (int i = 0; i < n; i++) waiting(i);
        return "end";
    }

    @Task(id = "places.recursion-over-a-shared-list")
    public String recursion(int n) {
        List<Integer> seen = new ArrayList<>();
        int sum = countdown(seen, Math.min(n, 4));
        seen.add(99);
        return seen + "" + sum + countdown(new LinkedList<>(seen), 1);
    }

    @Task(id = "places.failure-through-two-frames")
    public String failure(int n) {
        String log = "";
        try {
            log += between(n);
            log += between(n + 1);
        } catch (IOException e) {
            log += e.getMessage() + step(7);
        } finally {
            log += outer(1);
        }
        return log;
    }

    @Task(id = "places.uncaught-failure")
    public int uncaught(int n) throws IOException {
        return between(n) + between(n + 2);
    }

    @Task(id = "places.retry-in-the-helper")
    public String retry(int n) {
        return retried(n) + retried(n + 3);
    }

    @Task(id = "places.conditions")
    public String conditions(int n) {
        boolean both = outer(n) > 3 && inner(n, "") > 2 || over(n) == 1;
        String s = inner(n, "a") > 2 ? "big" + outer(1) : "small" + inner(1, "");
        switch (over(n)) {
            case 1:
                s += over(1);
            case 2:
                s += over(2L);
                break;
            default:
                s += over("d");
        }
        do n += over(0);
        while (outer(n) < 20);
        return both + s + n;
    }

    @Task(id = "places.compound-and-arrays")
    public String compound(int n) {
        int[] cells = {1, 2, 3};
        int x = n;
        x += outer(x++) - x;
        cells[Math.abs(inner(n, "") % 3)] += over(cells[0]);
        cells[over(0)] = over(cells[1]);
        return Arrays.toString(cells) + x + t("x", x);
    }

    @Task(id = "places.return-in-finally-of-caller")
    @SuppressWarnings("finally")
    public int returnInFinally(int n) {
        try {
            return between(n);
        } catch (IOException e) {
            return over(n);
        } finally {
            if (n > 2) return outer(n);
        }
    }

    @Task(id = "places.read-only-by-the-handler")
    public String handlerOnly(int n) {
        String id = "id" + n;
        try {
            failing(n);
        } catch (IOException e) {
            return id + e.getMessage() + step(1);
        }
        return "fine" + step(2);
    }

    @Task(id = "places.argument-order")
    public int order(int n) {
        int x = n;
        return sum(t("a", x++), step(x), t("b", x), over(x++), t("c", x));
    }

    /** A bean with helpers. */
    public static class Clerk {

        @Step
        public int stamp(int v) {
            Trace.step("stamp", v);
            return v * 3;
        }

        @Suspends
        public final int serve(int v) {
            int a = stamp(v);
            return a > 5 ? a : a + again(v);
        }

        @Suspends
        private int again(int v) {
            return stamp(v + 1);
        }

        @Step
        static int counted(int v) {
            Trace.step("counted", v);
            return v;
        }

        @Suspends
        static int count(int v) {
            int sum = 0;
            for (int i = 0; i < Math.min(v, 3); i++) sum += counted(i);
            return sum;
        }
    }

    /** A bean that uses another. */
    public record Desk(Clerk clerk) {

        @Suspends
        int serve(int v) {
            return clerk.serve(v) + clerk.stamp(v);
        }
    }
}

class HelperBase<T> {

    private int calls;

    @Step
    protected int base(int v) {
        Trace.step("base", v);
        return v + 2;
    }

    @Suspends
    protected String inherited(T value) {
        String before = value + ":" + base(1);
        return before + value + base(hidden(before));
    }

    private int hidden(String text) {
        return text.length();
    }

    @Suspends
    protected int redone(int v) {
        return base(v);
    }

    @Step
    static int ofTheClass(int v) {
        Trace.step("ofTheClass", v);
        return v;
    }

    @Suspends
    static int superclassStatic(int v) {
        return ofTheClass(v) + ofTheClass(v + 1);
    }
}

interface HelperDefaults {

    @Step
    int step(int v);

    @Suspends
    default int twofold(int v) {
        return step(v) + step(v * 2);
    }
}
