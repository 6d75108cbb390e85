package corpus;

import static dev.fermata.testing.differential.Trace.t;

import dev.fermata.*;
import dev.fermata.testing.differential.Trace;
import java.io.Serializable;
import java.util.*;
import java.util.function.*;

/** var, generics, diamond, wildcards, captured and intersection types, generic steps. */
public class Generics {

    public sealed interface Shape permits Circle, Square {}

    public record Circle(int radius) implements Shape {}

    public record Square(int side) implements Shape {}

    public record Pair<A, B>(A first, B second) {}

    public static class Box<T> {
        public T value;

        public Box() {}

        public Box(T value) {
            this.value = value;
        }

        public <R> Box<R> map(Function<? super T, ? extends R> f) {
            return new Box<>(f.apply(value));
        }
    }

    @Step
    public int s(int v) {
        Trace.step("s", v);
        return v + 1;
    }

    @Step
    public <T> T same(T v) {
        Trace.step("same", v);
        return v;
    }

    @Step
    public <T> List<T> twice(T v) {
        Trace.step("twice", v);
        return new ArrayList<>(Arrays.asList(v, v));
    }

    @Step
    public <K extends Comparable<K>, V> Map<K, V> map(K k, V v) {
        Trace.step("map", k, v);
        return new TreeMap<>(Collections.singletonMap(k, v));
    }

    @Step
    public int total(Collection<? extends Number> numbers) {
        Trace.step("total", numbers);
        return numbers.stream().mapToInt(Number::intValue).sum();
    }

    @Step
    public Shape shape(int v) {
        Trace.step("shape", v);
        return v % 2 == 0 ? new Circle(v) : new Square(v);
    }

    @Task(id = "generics.var")
    public String var(int n) {
        var a = s(n);
        var list = new ArrayList<String>();
        var map = Map.of("k", a);
        list.add("x" + s(a));
        var l = 5L;
        var text = "t" + same(l);
        return a + "," + list + map + l + text;
    }

    @Task(id = "generics.var-in-loops")
    public int varInLoops(int n) {
        var sum = 0;
        for (var i = 0; i < n; i++) sum += s(i);
        for (var x : List.of(1, 2)) sum += s(x);
        for (var e : new TreeMap<>(Map.of("a", 1, "b", 2)).entrySet()) sum += s(e.getValue()) + e.getKey().length();
        return sum;
    }

    @Task(id = "generics.var-from-generic-step")
    public String varGeneric(int n) {
        var list = twice("a" + n);
        var first = list.get(0);
        var number = same(n);
        s(n);
        return first.length() + "," + list + (number + 1);
    }

    @Task(id = "generics.inferred")
    public String inferred(int n) {
        String a = same("text");
        List<Integer> b = twice(n);
        Map<String, List<Integer>> c = map("k", b);
        s(n);
        return a + b + c + c.get("k").get(0);
    }

    @Task(id = "generics.explicit-type-argument")
    public String explicit(int n) {
        List<Object> a = this.<Object>twice("x");
        a.add(this.<Integer>same(n));
        return a.toString() + s(n);
    }

    @Task(id = "generics.inferred-from-target")
    public Number target(int n) {
        List<Number> numbers = twice(n);
        numbers.add(2.5);
        Number r = n > 1 ? same(numbers.get(2)) : same(n);
        s(0);
        return r;
    }

    @Task(id = "generics.diamond")
    public String diamond(int n) {
        Map<String, List<Map<Integer, String>>> deep = new HashMap<>();
        deep.computeIfAbsent("a", k -> new ArrayList<>()).add(new TreeMap<>(Map.of(n, "v")));
        s(n);
        Box<List<String>> box = new Box<>(new ArrayList<>());
        box.value.add("x");
        s(n);
        return deep + box.value.toString();
    }

    @Task(id = "generics.wildcards")
    public int wildcards(int n) {
        List<? extends Number> numbers = n > 1 ? List.of(1, 2, n) : List.of(1.5, 2.5);
        int a = total(numbers);
        List<? super Integer> sink = new ArrayList<Number>();
        sink.add(a);
        s(n);
        Object x = sink.get(0);
        List<?> unknown = numbers;
        return a + total(numbers) + unknown.size() + sink.size() + ((Number) x).intValue();
    }

    @Task(id = "generics.captured")
    public int captured(int n) {
        List<? extends List<? extends Number>> nested = List.of(List.of(n, 2), List.of(3));
        var first = nested.get(0);
        int a = total(first);
        int b = 0;
        for (var inner : nested) b += total(inner);
        return a * 100 + b;
    }

    @Task(id = "generics.raw-and-unchecked")
    @SuppressWarnings({"rawtypes", "unchecked"})
    public String raw(int n) {
        List raw = new ArrayList();
        raw.add(n);
        raw.add("x");
        s(n);
        List<String> typed = raw;
        return raw.toString() + typed.size();
    }

    @Task(id = "generics.intersection-bound")
    public String intersectionCaller(int n) {
        return pick("b", "a") + pick(s(n), 3);
    }

    static <T extends Comparable<? super T> & Serializable> T pick(T a, T b) {
        return a.compareTo(b) > 0 ? a : b;
    }

    @Task(id = "generics.intersection-inferred")
    public String intersection(int n) {
        var mixed = Arrays.asList(n, "text");
        String a = "" + mixed.get(0) + mixed.size();
        return a + s(n);
    }

    @Task(id = "generics.records")
    public Pair<String, Pair<Integer, List<String>>> records(int n) {
        var p = new Pair<>("a", new Pair<>(s(n), List.of("x", "y")));
        s(p.second().first());
        return p;
    }

    @Task(id = "generics.sealed")
    public String sealed(int n) {
        Shape shape = shape(n);
        List<Shape> shapes = new ArrayList<>(List.of(shape, shape(n + 1)));
        s(n);
        String r = shape instanceof Circle c ? "circle" + c.radius() : "square";
        return r + shapes;
    }

    @Task(id = "generics.optional")
    public String optional(int n) {
        Optional<String> o = Optional.of("x").filter(x -> n > 1);
        s(n);
        return o.map(x -> x + n).orElse("none") + same(o).isPresent();
    }

    @Task(id = "generics.generic-array")
    public String genericArray(int n) {
        List<String>[] lists = array(n);
        s(n);
        return lists[0].get(0) + lists.length;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    static List<String>[] array(int n) {
        return new List[] {new ArrayList<>(List.of("a" + n)), null};
    }

    @Task(id = "generics.box-mapped")
    public String boxMapped(int n) {
        Box<Integer> box = new Box<>(s(n));
        Box<String> text = box.map(v -> "v" + v);
        s(n);
        return text.value + box.value;
    }

    @Task(id = "generics.chained-inference")
    public List<Integer> chained(int n) {
        return new ArrayList<>(same(twice(same(s(n)))));
    }

    @Task(id = "generics.conditional-of-different-types")
    public String conditionalTypes(int n) {
        var x = n > 1 ? new Circle(n) : new Square(n);
        String r = "" + x;
        return r + s(n);
    }

    interface Named {
        String name();
    }

    interface Sized {
        int size();
    }

    record Left(int size) implements Named, Sized {
        @Override
        public String name() {
            return "left";
        }
    }

    record Right(String name) implements Named, Sized {
        @Override
        public int size() {
            return name.length();
        }
    }

    private static int sizeOf(Sized sized) {
        return sized.size();
    }

    @Task(id = "generics.intersection-of-two-interfaces")
    public String twoInterfaces(int n) {
        var either = n > 1 ? new Left(n) : new Right("right" + n);
        int a = s(either.size());
        var list = List.of(new Left(1), new Right("r"));
        String r = either.name() + a + sizeOf(either) + s(either.size());
        for (var one : list) r += one.name() + s(one.size());
        either = new Left(s(7));
        java.util.function.Supplier<String> name = new java.util.ArrayList<>(List.of(either)).get(0)::name;
        return r + name.get() + either;
    }

    @Task(id = "generics.comparator")
    public List<String> comparator(int n) {
        List<String> words = twice("b");
        words.add("a" + s(n));
        words.sort(Comparator.<String>naturalOrder().reversed());
        s(n);
        return words;
    }
}
