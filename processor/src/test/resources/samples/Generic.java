package samples;

import dev.fermata.*;
import java.util.*;
import java.util.function.*;

@SuppressWarnings({"fallthrough", "finally", "try", "cast", "rawtypes", "unchecked", "serial"})
class Generic<T extends Comparable<T>, E> {
    final List<String> trace = new ArrayList<>();
    private T held;
    private final Map<T, List<E>> seen = new HashMap<>();

    @Step T pass(T x) { trace.add("pass " + x); return x; }
    @Step <K, V extends Collection<K>> V add(V to, K what) { trace.add("add " + what); to.add(what); return to; }
    @Step List<E> empty() { return new ArrayList<>(); }
    @Step <X extends Exception> void fail(X failure, boolean really) throws X { trace.add("fail"); if (really) throw failure; }
    private T larger(T a, T b) { return a.compareTo(b) > 0 ? a : b; }
    private static <Q> List<Q> twice(Q x) { return List.of(x, x); }

    @Task(id = "typeVariables")
    String typeVariables(Integer n) { return ofTheClass((T) (Comparable) n) + ofTheMethod(n); }

    @Suspends
    private String ofTheClass(T n) {
        T a = pass(n);
        T b = larger(a, n);
        List<T> l = add(new ArrayList<T>(), b);
        List<T> m = add(l, larger(pass(b), held == null ? a : held));
        for (T x : m) pass(x);
        List<E> none = empty();
        return l + "" + m + none + seen.size() + twice(b) + m.stream().map(x -> larger(x, a)).toList();
    }

    @Suspends
    <N extends Number & Comparable<N>> String ofTheMethod(N n) {
        Optional<N> o = Optional.of(n);
        trace.add("o");
        fail(new IllegalStateException("x"), false);
        try { fail(new java.io.IOException("io"), n.intValue() == 1); } catch (java.io.IOException e) { return e.getMessage() + o.get().intValue(); }
        Function<N, Integer> f = x -> x.intValue() + n.compareTo(x);
        int r = f.apply(o.get());
        fail(new IllegalStateException("y"), r == 2);
        return "r" + r + o.map(x -> x.intValue() + 1).get();
    }
}
