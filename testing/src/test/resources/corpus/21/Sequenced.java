package corpus;

import dev.fermata.*;
import dev.fermata.testing.differential.Trace;
import java.util.*;

/** Reversed views. */
public class Sequenced {

    @Step
    public int s(int v) {
        Trace.step("s", v);
        return v + 1;
    }

    @Step
    public int size(Collection<?> all) {
        Trace.step("size", all);
        return all.size();
    }

    @Task(id = "sequenced.loop-over-a-reversed-list")
    public String loop(int n) {
        List<Integer> list = new ArrayList<>(List.of(1, 2, n));
        String r = "";
        for (int x : list.reversed()) r += s(x);
        return r + size(list.reversed());
    }

    @Task(id = "sequenced.copy-of-a-reversed-list")
    public String copy(int n) {
        List<Integer> list = new ArrayList<>(List.of(1, 2, n));
        List<Integer> back = new ArrayList<>(list.reversed());
        s(n);
        list.add(7);
        return back + "," + list.getLast();
    }

    @Task(id = "sequenced.reversed-list-beside-its-list")
    public String reversed(int n) {
        List<Integer> list = new ArrayList<>(List.of(1, 2, n));
        List<Integer> back = list.reversed();
        s(n);
        list.add(7);
        return back.toString();
    }

    @Task(id = "sequenced.reversed-map-beside-its-map")
    public String reversedMap(int n) {
        LinkedHashMap<String, Integer> map = new LinkedHashMap<>();
        map.put("a", n);
        map.put("b", 2);
        Set<String> keys = map.reversed().keySet();
        s(n);
        map.put("c", 7);
        return keys.toString();
    }
}
