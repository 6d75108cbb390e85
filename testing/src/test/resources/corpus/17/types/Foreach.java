package corpus;

import static dev.fermata.testing.differential.Trace.t;

import dev.fermata.*;
import dev.fermata.testing.differential.Trace;
import java.util.*;
import java.util.stream.*;

/** Enhanced for over arrays and collections; over any iterable when no step is inside. */
public class Foreach {

    @Step
    public int s(int v) {
        Trace.step("s", v);
        return v + 1;
    }

    @Step
    public String text(Object v) {
        Trace.step("text", v);
        return "<" + v + ">";
    }

    @Step
    public List<String> words(int n) {
        Trace.step("words", n);
        return n < 0 ? null : IntStream.range(0, n).mapToObj(i -> "w" + i).collect(Collectors.toCollection(ArrayList::new));
    }

    @Step
    public int[] numbers(int n) {
        Trace.step("numbers", n);
        return n < 0 ? null : IntStream.range(0, n).toArray();
    }

    @Task(id = "foreach.array")
    public int array(int n) {
        int sum = 0;
        for (int x : numbers(n)) sum = sum * 3 + s(x);
        return sum;
    }

    @Task(id = "foreach.list")
    public String list(int n) {
        String r = "";
        for (String w : words(n)) {
            r += text(w) + w;
        }
        return r;
    }

    @Task(id = "foreach.null")
    public String nothing(int n) {
        try {
            for (String w : words(n)) text(w);
            for (int x : numbers(n)) s(x);
        } catch (NullPointerException e) {
            return text("null");
        }
        return "done";
    }

    @Task(id = "foreach.set-and-map")
    public String setAndMap(int n) {
        String r = "";
        Set<String> set = new TreeSet<>(List.of("b", "a"));
        for (String x : set) r += text(x);
        Map<String, Integer> map = new LinkedHashMap<>();
        map.put("one", 1);
        map.put("n", n);
        for (Map.Entry<String, Integer> e : map.entrySet()) r += e.getKey() + s(e.getValue());
        for (String k : map.keySet()) r += text(k);
        for (int v : map.values()) r += s(v);
        return r;
    }

    @Task(id = "foreach.expression-evaluated-once")
    public int once(int n) {
        int count = 0;
        for (int x : t("array", new int[] {1, 2})) count += s(x);
        return count;
    }

    @Task(id = "foreach.variable-reassigned-during-loop")
    public String reassigned(int n) {
        List<String> list = new ArrayList<>(List.of("a", "b"));
        String r = "";
        for (String x : list) {
            list = new ArrayList<>(List.of("other"));
            r += text(x);
        }
        return r + list;
    }

    @Task(id = "foreach.loop-variable-assigned")
    public int assigned(int n) {
        int r = 0;
        for (int x : numbers(n)) {
            x = s(x * 2);
            r += x;
        }
        return r;
    }

    @Task(id = "foreach.nested")
    public String nested(int n) {
        String r = "";
        for (int[] row : new int[][] {{1, 2}, {}, {n}}) {
            for (int x : row) r += s(x);
            r += ";";
        }
        for (List<String> row : List.of(words(1), words(2))) for (String w : row) r += text(w);
        return r;
    }

    @Task(id = "foreach.break-and-continue")
    public String jumps(int n) {
        String r = "";
        outer:
        for (String a : List.of("x", "y", "z")) {
            for (int b : new int[] {0, 1, 2, 3}) {
                if (s(b) == n) continue outer;
                if (b == 2) break;
                r += a + b;
            }
            if (n == 6) break outer;
            r += "|";
        }
        return r;
    }

    @Task(id = "foreach.elements-mutated")
    public List<Item> mutated(int n) {
        List<Item> items = new ArrayList<>(List.of(new Item(), new Item()));
        for (Item item : items) {
            s(item.seen);
            item.seen++;
            item.seen += s(n);
        }
        return items;
    }

    public static class Item {
        public int seen;
    }

    @Task(id = "foreach.array-element-changed-ahead")
    public String changedAhead(int n) {
        int[] a = {1, 2, 3};
        String r = "";
        for (int i = 0; i < 3; i++) {
            a[2] = s(a[i]);
            r += a[i] + ",";
        }
        return r;
    }

    @Task(id = "foreach.unboxing-and-widening")
    public String unboxing(int n) {
        String r = "";
        for (int x : List.of(1, 2)) r += s(x);
        for (long x : new int[] {1, n}) r += text(x);
        for (Integer x : new int[] {3}) r += text(x);
        for (double x : List.of(1.5)) r += text(x);
        return r;
    }

    @Task(id = "foreach.null-element-unboxed")
    public String nullElement(int n) {
        List<Integer> list = new ArrayList<>(Arrays.asList(1, null, 2));
        String r = "";
        try {
            for (int x : list) r += s(x);
        } catch (NullPointerException e) {
            r += text("null");
        }
        return r;
    }

    @Task(id = "foreach.any-iterable-without-step")
    public String iterable(int n) {
        Iterable<Integer> range = () -> IntStream.range(0, n).iterator();
        int sum = 0;
        for (int x : range) sum += x;
        return text(sum);
    }

    @Task(id = "foreach.stream-iterator-without-step")
    public int streamWithout(int n) {
        int sum = s(n);
        for (int x : (Iterable<Integer>) List.of(1, 2, 3).stream().map(v -> v * 2)::iterator) sum += x;
        return s(sum);
    }

    @Task(id = "foreach.wildcard-elements")
    public String wildcard(int n) {
        List<? extends Number> numbers = List.of(1, 2.5, 3L);
        String r = "";
        for (Number x : numbers) r += text(x);
        for (Object x : numbers) r += s(((Number) x).intValue());
        return r;
    }

    @Task(id = "foreach.empty")
    public String empty(int n) {
        for (String x : List.<String>of()) text(x);
        for (int x : new int[0]) s(x);
        return "end" + s(n);
    }

    @Task(id = "foreach.string-characters")
    public String characters(int n) {
        String r = "";
        for (char c : "ab".toCharArray()) r += text(c);
        for (String part : "x,y".split(",")) r += text(part) + s(1);
        return r;
    }

    @Task(id = "foreach.in-try")
    public String inTry(int n) {
        String r = "";
        for (String w : words(Math.max(0, n))) {
            try {
                r += text(w);
                if (w.equals("w1")) throw new IllegalStateException(w);
            } catch (IllegalStateException e) {
                r += s(1);
            } finally {
                r += ".";
            }
        }
        return r;
    }

    @Task(id = "foreach.deque-and-queue")
    public String deque(int n) {
        Deque<Integer> deque = new ArrayDeque<>(List.of(1, 2, n));
        String r = "";
        while (!deque.isEmpty()) {
            int x = deque.poll();
            r += s(x);
            if (x == 1) deque.add(9);
        }
        return r;
    }

    @Task(id = "foreach.array-variable-reassigned-during-loop")
    public String arrayReassigned(int n) {
        int[] a = {1, 2, 3};
        String r = "";
        for (int x : a) {
            a = new int[] {n, n, n};
            r += s(x) + ",";
        }
        return r + a[0];
    }
}
