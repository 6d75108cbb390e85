package samples;

import dev.fermata.*;
import java.time.Duration;
import java.util.*;
import java.util.function.*;

@SuppressWarnings({"fallthrough", "finally", "try", "cast", "divzero", "rawtypes", "unchecked", "lossy-conversions"})
class Statements {
    final List<String> trace = new ArrayList<>();
    private final Map<String, Integer> stock = new HashMap<>(Map.of("a", 1));
    private static final int LIMIT = 3;

    @Step int step(int x) { trace.add("step " + x); if (x == 7) throw new IllegalStateException("seven"); return x; }
    @Step void note(String text) { trace.add("note " + text); }
    @Step String text(int x) { trace.add("text " + x); return x < 0 ? null : "t" + x; }
    @Step Integer boxed(int x) { trace.add("boxed " + x); return x < 0 ? null : x; }
    @Step boolean test(int x) { trace.add("test " + x); return x > 0; }
    @Step List<Integer> list(int n) { trace.add("list " + n); List<Integer> l = new ArrayList<>(); for (int i = 0; i < n; i++) l.add(i * 10); return l; }
    @Step int fail(int x) throws java.io.IOException { trace.add("fail " + x); if (x % 2 == 0) throw new java.io.IOException("even " + x); return x; }
    int plain(int x) { trace.add("plain " + x); return x; }
    private int hidden(int x) { trace.add("hidden " + x); return x + 100; }
    private static String show(Object o) { return "<" + o + ">"; }

    @Task(id = "straight") String straight(int n) { int a = step(n); int b = step(a + 1); return a + "," + b; }
    @Task(id = "nothing") String nothing(int n) { return "n" + n; }
    @Task(id = "onlyVoid") void onlyVoid(int n) { note("x" + n); }
    @Task(id = "ifElse") String ifElse(int n) { String r; if (n > 1) { r = text(n); } else if (n == 0) { r = "zero"; } else { note("low"); r = "low"; } return r + n; }
    @Task(id = "stepInCondition") String stepInCondition(int n) { if (test(n) && step(n) > 1 || test(n - 1)) return "yes"; return "no"; }
    @Task(id = "whileLoop") int whileLoop(int n) { int i = 0, sum = 0; while (i < n) { sum += step(i); i++; } return sum; }
    @Task(id = "whileStep") int whileStep(int n) { int i = n; while (test(i)) { i--; plain(i); } return i; }
    @Task(id = "doLoop") int doLoop(int n) { int i = 0; do { note("d" + i); if (i == 2) continue; plain(i); } while (++i < n); return i; }
    @Task(id = "forLoop") int forLoop(int n) { int s = 0; for (int i = 0, j = n; i < j; i++, j--) { if (i == 2) break; s += step(i) * j; } return s; }
    @Task(id = "forever") int forever(int n) { int i = 0; for (;;) { if (i > n) return i; i += 1 + step(0); } }
    @Task(id = "nested") String nested(int n) {
        StringBuilder sb = null; String out = "";
        outer:
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 4; j++) {
                if (j == n) continue outer;
                if (i == 3) break outer;
                out += text(i * j);
            }
            note("row" + i);
        }
        return out;
    }
    @Task(id = "eachList") int eachList(int n) { int s = 0; for (int x : list(Math.max(n, 0))) { s += step(x == 70 ? 0 : x); if (s > 50) break; } return s; }
    @Task(id = "eachArray") int eachArray(int n) { int[] a = {1, 2, n}; int s = 0; for (int x : a) { a[2] = 5; s += step(x); } return s; }
    @Task(id = "eachMap") String eachMap(int n) { String s = ""; Map<String, Integer> m = new TreeMap<>(Map.of("a", 1, "b", n)); for (Map.Entry<String, Integer> e : m.entrySet()) { s += e.getKey() + step(e.getValue() == 7 ? 1 : e.getValue()); } return s; }
    @Task(id = "eachVar") String eachVar(int n) { String s = ""; for (var x : List.of("p", "q")) { note(x); for (var y : x.toCharArray()) s += y; } return s; }
    @Task(id = "sleeping") String sleeping(int n) { Duration d = Duration.ofSeconds(n); Durable.sleep(d.plusSeconds(1)); note("awake"); Durable.sleep(n < 0 ? null : d); return "done"; }
    @Task(id = "privates") String privates(int n) { int a = hidden(n); note(show(a)); return show(stock.get("a") + LIMIT + step(1)) + this.stock.size(); }
    @Task(id = "lambdas") String lambdas(int n) {
        List<Supplier<Integer>> made = new ArrayList<>(); int sum = 0;
        for (int i = 0; i < 3; i++) { int k = step(i); final int q = i; List<Integer> one = List.of(1, 2); sum += one.stream().mapToInt(x -> x * k + q).sum(); note("k" + k); }
        return "" + sum;
    }
    @Task(id = "refs") String refs(int n) { int base = step(1); List<Integer> l = list(2); return l.stream().map(this::hidden).map(Statements::show).toList().toString() + base; }
    @Task(id = "anonymous") String anonymous(int n) { int k = step(2); Comparator<Integer> c = new Comparator<>() { int count; @Override public int compare(Integer a, Integer b) { count++; return hidden(b) - hidden(a) + k - k; } }; List<Integer> l = new ArrayList<>(List.of(1, 3, 2)); l.sort(c); note("s" + l); return l.toString(); }
    @Task(id = "labelledBlock") String labelledBlock(int n) { String s = "a"; block: { if (n > 1) break block; s += text(n); } return s + text(3); }
    @Task(id = "late") String late(int n) { int x; if (n > 0) x = step(n); else x = 5; Supplier<Integer> s = () -> x; int y = s.get(); note("" + y); return "" + x; }
    @Task(id = "constant") String constant(int n) { final int K = -2; final String P = "p"; note(P + K); switch (n) { case K: return "k"; case 1: note("one"); default: } return P.length() + "" + -K; }
    @Task(id = "twr") String twr(int n) throws Exception { int a = step(1); try (java.io.StringReader r = new java.io.StringReader("abc")) { a += r.read(); } synchronized (this) { a++; } note("" + a); return "" + a; }
    @Task(id = "innerReturn") String innerReturn(int n) { step(1); for (int i = 0; i < 5; i++) { if (i == n) return "at" + i; } while (true) { if (n > 100) break; n += 50; } note("n" + n); return "end"; }
    @Task(id = "sameNames") String sameNames(int n) { String out = ""; { int x = step(1); note("a"); out += x; } { long x = step(2); note("b"); out += x; } { int x = step(3); note("c"); out += x; } return out; }
    @Task(id = "thrower") String thrower(int n) { if (n == 1) throw new IllegalArgumentException("one"); note("ok"); throw new RuntimeException("always " + step(2)); }
    @Task(id = "generic") <T extends Comparable<T>> String generic(int n) { List<? extends Number> l = list(2); for (Number x : l) note("" + x); Optional<String> o = Optional.of(text(1)); return o.map(String::length).orElse(0) + "" + l; }
    @Task(id = "arrayInit") String arrayInit(int n) { int[] a = {plain(1), step(2), plain(3)}; int[][] b = {{1}, {step(4)}}; note("x"); return Arrays.toString(a) + b[1][0]; }
    @Task(id = "binding") String binding(int n) { Object o = n > 1 ? "str" + step(1) : (Object) n; if (!(o instanceof String s)) { note("no"); return "none"; } note(s); return s; }
    @Task(id = "bindingAnd") String bindingAnd(int n) { Object o = n > 1 ? "str" : (Object) n; if (o instanceof String s && test(s.length()) && s.length() > 1) { return s + step(1); } else if (o instanceof Integer i) { return "i" + step(i); } return "x"; }
}
