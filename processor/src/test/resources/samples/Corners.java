package samples;

import static java.util.stream.Collectors.toList;

import dev.fermata.*;
import java.util.*;
import java.util.function.*;

@SuppressWarnings({"fallthrough", "finally", "try", "cast", "divzero", "rawtypes", "unchecked", "lossy-conversions", "serial"})
class Corners extends CornersBase<String> implements CornersApi {
    final List<String> trace = new ArrayList<>();
    private static int made;
    static final int SHARED = 4;
    static class Nested { int v = 3; static int twice(int x) { return 2 * x; } }
    class Inner { int v = SHARED; int sum(int x) { trace.add("inner " + x); return v + x; } }
    enum Level { LOW, HIGH; int weight() { return ordinal() + 1; } }

    static class CornersFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;
        final int code;
        CornersFailure(String message, int code) { super(message); this.code = code; }
    }

    @Step int s(int x) { trace.add("s " + x); return x; }
    @Step void n(Object x) { trace.add("n " + x); }
    @Override public void log(String text) { trace.add(text); }
    private <T extends Comparable<T>> T max(List<? extends T> xs) { return xs.stream().max(Comparator.<T>naturalOrder()).get(); }
    private String join(String sep, Object... xs) { trace.add("join"); return Arrays.stream(xs).map(String::valueOf).collect(java.util.stream.Collectors.joining(sep)); }
    private boolean longer(String x) { return x.length() > 1; }
    private static int size(String x) { return x.length(); }

    @Task(id = "escapingLambda") String escapingLambda(int n) {
        String out = "";
        for (int i = 0; i < 3; i++) {
            int k = i * 10;
            List<Supplier<Integer>> late = new ArrayList<>();
            for (int j = 0; j < 2; j++) { int m = j; late.add(() -> k + m); }
            for (Supplier<Integer> l : late) out += l.get() + ",";
            s(i);
        }
        return out;
    }
    @Task(id = "escapingAcross") String escapingAcross(int n) {
        List<Integer> seen = new ArrayList<>(); int total = 0;
        for (int i = 0; i < 4; i++) { int k = s(i); if (i % 2 == 0) continue; Runnable r = () -> seen.add(k); r.run(); r.run(); total += k; }
        return seen + "" + total;
    }
    @Task(id = "elseIfLambda") String elseIfLambda(int n) {
        int k = s(n); int w;
        if (n == 0) w = 1;
        else if (Optional.of(k).filter(x -> x == k).isPresent()) w = 2;
        else w = 3;
        while (Optional.of(w).map(x -> x + k).get() < 0) break;
        for (int i = 0; i < 2; i++) if (Optional.of(i).map(x -> x * k).isEmpty()) s(1);
        lab: for (int i = 0; ; i++) { int q = i; if (Optional.of(1).map(x -> x + q + k).get() > 3) break lab; if (i > 5) break; }
        switch (n) { case 1 -> trace.add("" + Optional.of(1).map(x -> x + k).get()); default -> { } }
        return s(w) + "";
    }
    @Task(id = "comments") String comments(int n) {
        int a = s(1) // the first
            + /* the ( second */ s( // odd
                2) // last
            ;
        String text = """
            block "%d" // not a comment
            """.formatted(a); // after
        if (a > 2 /* ) */) { n(text); } // else
        else n("\u0041");
        this . n ( /* ( */ "x" ) ;
        return join /* ( */ ("-", 1, s(2)) + join(",") + text;
    }
    @Task(id = "forParts") String forParts(int n) { String r = ""; for (int i = s(0), j = s(2); s(i) < j; i += s(1), n(i)) { if (i == n) continue; r += i; } return r; }
    @Task(id = "cArrays") String cArrays(int n) { int a[] = {1, 2}, b[][] = {{n}}; a[1] += s(3); int c[]; c = new int[] {s(5)}; return a[1] + "" + b[0][0] + c[0]; }
    @Task(id = "members") String members(int n) {
        Nested nested = new Nested(); Inner inner = new Inner(); int q = inner.sum(nested.v) + new Inner() { @Override int sum(int x) { return x + v + SHARED; } }.sum(1);
        Level level = n > 1 ? Level.HIGH : Level.LOW; n(level); int w = level.weight() + Nested.twice(2) + Corners.SHARED + made;
        return q + "" + s(w) + level + nested.v + inherited(s(3)) + base + this.base + echo("e").length() + CONSTANT;
    }
    @Task(id = "privateCalls") String privateCalls(int n) {
        List<String> l = List.of("a", "bb", "ccc"); int z = s(1);
        String m = max(l) + max(List.of(s(4), 7)) + join("+", l.toArray()) + join("*", z, z);
        return m + l.stream().filter(this::longer).collect(toList()) + l.stream().mapToInt(Corners::size).sum() + l.stream().filter(Corners.this::longer).count();
    }
    @Task(id = "throughInterface") String throughInterface(int n) { log("a"); int k = twice(n); this.log("b" + k); return "" + k + inheritedStep(n); }
    @Task(id = "ternaries") String ternaries(int n) { int a = n > 0 ? n > 1 ? s(1) : s(2) : n == 0 ? 5 : s(3); String b = (n > 1 ? s(4) : 2) > 2 ? "big" + (n > 2 ? s(1) : "q") : null; Supplier<String> l = n > 1 ? () -> "x" + a : () -> "y"; return a + b + l.get(); }
    @Task(id = "shadows") String shadows(int n) { int trace = s(1); int base = s(2); String Level = "l" + s(3); String made = Level + trace; n(made); Function<Integer, Integer> f = new Function<>() { int base = 100; public Integer apply(Integer x) { return x + base + trace; } }; return made + base + this.base + f.apply(1) + Corners.Level.LOW; }
    @Task(id = "locals") String locals(int n) { record P(int x, String y) {} List<P> ps = new ArrayList<>(); for (int i = 0; i < 3; i++) { ps.add(new P(s(i), "y" + i)); } var by = ps.stream().collect(java.util.stream.Collectors.groupingBy(P::x)); n(by.keySet()); for (P p : ps) n(p.y()); class Calc { int v = s0(2); int s0(int x) { return x + SHARED; } } return ps + "" + new Calc().v; }
    @Task(id = "wildcards") String wildcards(int n) { List<? super Integer> sink = new ArrayList<>(); sink.add(s(1)); List<? extends Number> src = List.of(1, 2.5); n(sink); Number first = src.get(0); Map<String, ? extends List<?>> m = Map.of("a", List.of(1)); n(first); for (Object o : m.get("a")) n(o); Class<?> c = n > 0 ? String.class : Integer.class; var it = src.get(s(0)); n(it); return sink + "" + m.size() + c.getSimpleName(); }
    @Task(id = "finals") int finals(int n) { final int a; if (n > 0) { a = s(1); } else { a = 2; } final int b = a + s(2); Supplier<Integer> q = () -> a + b; int r = q.get(); s(r); return r + a; }
    @Task(id = "charsAndBytes") String charsAndBytes(int n) { char c = 'a'; c += s(1); c++; byte b = (byte) s(127); b++; short sh = 1; sh -= s(3); float f = s(1) / 2f; double d = 1e3 + s(2); long l = 1L << s(40); boolean z = s(1) == 1; z &= s(2) == 3; z |= s(1) == 1; int shifted = -17 >>> s(28); return c + "" + b + sh + f + d + l + z + shifted; }
    @Task(id = "longChain") String longChain(int n) { String q = List.of(3, 1, 2).stream().sorted().map(x -> x + 1).map(String::valueOf).collect(toList()).get(s(1)).concat("" + s(2)).repeat(s(2)); return q; }
    @Task(id = "loopAlias") String loopAlias(int n) { String r = ""; int i = 0; do { int j = i; Supplier<Integer> z = () -> j * 2; r += z.get(); if (s(i) == n) { r += "!"; continue; } r += "."; } while (++i < 3); return r; }
    @Task(id = "exceptionFields") String exceptionFields(int n) { try { if (s(n) > 1) throw new CornersFailure("bad", n); return "ok"; } catch (CornersFailure e) { n(e.code); return e.getMessage() + e.code; } }
    @Task(id = "intInByteReturn") byte intInByteReturn(int n) { s(1); return 12; }
    @Task(id = "boxedReturn") Integer boxedReturn(int n) { s(1); if (n > 1) { return n; } return null; }
    @Task(id = "voidReturn") void voidReturn(int n) { if (n > 1) return; s(1); for (int i = 0; i < 3; i++) { if (i == n) return; n(i); } }
    @Task(id = "arrayWalk") String arrayWalk(int n) { String[] words = {"a", "b"}; String r = ""; for (String w : words) { words[1] = "z"; r += w + s(1); } for (String w : words) { words = new String[] {"q"}; n(w); } for (String w : r.split("", -1)) n(w); return r + words.length; }
}

abstract class CornersBase<T> {
    static final String CONSTANT = "C";
    protected int base = 9;
    protected int inherited(int x) { return x + base; }
    T echo(T x) { return x; }
    @Step protected int inheritedStep(int x) { return x + 1; }
}

interface CornersApi {
    @Step default int twice(int x) { log("twice " + x); return 2 * x; }
    @Step void log(String text);
}
