package corpus;

import static dev.fermata.testing.differential.Trace.t;

import dev.fermata.*;
import dev.fermata.testing.differential.Trace;
import java.util.*;
import java.util.function.*;
import java.util.stream.Collectors;

/** Local records, enums, interfaces and classes, lambdas and anonymous classes without a step inside. */
public class LocalTypes {

    @Step
    public int one(int v) {
        Trace.step("one", v);
        return v + 1;
    }

    @Step
    public String text(Object v) {
        Trace.step("text", v);
        return "<" + v + ">";
    }

    @Step
    public void effect(Object v) {
        Trace.step("effect", v);
    }

    @Task(id = "local.record-within-a-state")
    public String recordWithin(int n) {
        record Pair(int a, int b) {
            int sum() {
                return a + b;
            }
        }
        int s = new Pair(n, 2).sum();
        return text(s);
    }

    @Task(id = "local.record-across-a-step")
    public String recordAcross(int n) {
        record Pair(int a, String b) {}
        Pair pair = new Pair(n, "b");
        int x = one(pair.a());
        return pair.b() + x + text(pair.a() + pair.b());
    }

    @Task(id = "local.enum")
    public String localEnum(int n) {
        enum Size {
            SMALL,
            LARGE
        }
        Size size = n > 1 ? Size.LARGE : Size.SMALL;
        effect(n);
        return size + text(size.ordinal());
    }

    @Task(id = "local.interface")
    public String localInterface(int n) {
        interface Shape {
            int area();
        }
        Shape square = () -> n * n;
        int area = square.area();
        return text(area);
    }

    @Task(id = "local.class-within-a-state")
    public String classWithin(int n) {
        class Counter {
            int count;

            int next() {
                return ++count;
            }
        }
        Counter counter = new Counter();
        counter.next();
        int c = counter.next();
        return text(c + n);
    }

    @Task(id = "local.class-captures")
    public String classCaptures(int n) {
        int base = one(n);
        class Adder {
            int add(int v) {
                return base + v;
            }
        }
        int sum = new Adder().add(5);
        return text(sum) + base;
    }

    @Task(id = "local.class-captures-and-is-kept")
    public String classCapturesAndIsKept(int n) {
        int base = one(n);
        List<String> seen = new ArrayList<>();
        class Counter implements Comparable<Counter> {
            private int count = base * 10;
            private final String name;

            {
                seen.add("init" + count);
            }

            Counter(String name) {
                this.name = name + base;
            }

            Counter() {
                this("none" + base);
                count++;
            }

            Counter twin() {
                return new Counter(name + "'") {
                    @Override
                    int next() {
                        return count + base;
                    }
                };
            }

            int next() {
                seen.add(name);
                IntUnaryOperator f = v -> v + base;
                return f.applyAsInt(++count);
            }

            @Override
            public int compareTo(Counter other) {
                return Integer.compare(count, other.count);
            }
        }
        Counter a = new Counter();
        Counter b = new Counter("b");
        effect(a.next());
        seen.add("x");
        int c = b.next() + a.next() + one(a.compareTo(b));
        Supplier<Counter> made = () -> new Counter("c");
        String r = made.get().name + a.twin().next();
        return r + seen + c + text(seen.size());
    }

    @Task(id = "local.class-captures-in-a-loop")
    public String classCapturesInLoop(int n) {
        List<Object> all = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            int now = i + n;
            class Box {
                final int held = now;

                @Override
                public String toString() {
                    return "Box" + held + now;
                }
            }
            String before = new Box().toString();
            one(i);
            all.add(before + new Box());
        }
        return text(all);
    }

    @Task(id = "local.types-of-one-name")
    public String typesOfOneName(int n) {
        List<String> r = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            enum Map {
                A,
                B;

                static Map of(int v) {
                    return values()[v];
                }
            }
            Map map = Map.of(i);
            one(i);
            r.add(map.name());
        }
        {
            class Map extends RuntimeException {
                private static final long serialVersionUID = 1L;
                int code;
            }
            try {
                Map thrown = new Map();
                thrown.code = one(n);
                if (thrown.code > 1) throw thrown;
            } catch (Map e) {
                effect(e.code);
                r.add(e.getClass().getSimpleName() + e.code);
            }
        }
        record Point(int x) {
            record Inner(Point p) {}
        }
        Point.Inner inner = new Point.Inner(new Point(n));
        one(n);
        return r + text(inner.p().x());
    }

    @Task(id = "local.lambda")
    public String lambda(int n) {
        int base = one(n);
        Function<Integer, Integer> add = v -> v + base;
        int r = add.apply(10);
        effect(r);
        Supplier<String> s = () -> {
            int x = r * 2;
            return "x" + x;
        };
        return text(s.get());
    }

    @Task(id = "local.lambda-as-argument")
    public List<String> lambdaArgument(int n) {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < n; i++) numbers.add(one(i));
        int offset = one(100);
        List<String> r = numbers.stream().map(v -> v + offset).map(String::valueOf).collect(Collectors.toList());
        effect(r);
        return r;
    }

    @Task(id = "local.method-reference")
    public String methodReference(int n) {
        Function<Object, String> f = String::valueOf;
        String a = f.apply(n);
        effect(a);
        BiFunction<Integer, Integer, Integer> max = Math::max;
        return text(max.apply(n, 2));
    }

    @Task(id = "local.anonymous-class")
    public String anonymous(int n) {
        int base = one(n);
        Comparator<Integer> reverse = new Comparator<>() {
            @Override
            public int compare(Integer a, Integer b) {
                return b - a + base - base;
            }
        };
        List<Integer> list = new ArrayList<>(List.of(1, 3, 2));
        list.sort(reverse);
        return text(list);
    }

    @Task(id = "local.return-inside-lambda")
    public int returnInsideLambda(int n) {
        IntUnaryOperator f = v -> {
            for (int i = 0; i < 10; i++) {
                if (i == v) return i * 10;
                if (i > 5) break;
            }
            return -1;
        };
        int r = f.applyAsInt(n);
        return one(r);
    }

    @Task(id = "local.jumps-inside-anonymous")
    public int jumpsInsideAnonymous(int n) {
        int r = new Object() {
            int count() {
                int c = 0;
                while (true) {
                    c++;
                    if (c > n) return c;
                    try {
                        if (c == 2) continue;
                    } finally {
                        t("c", c);
                    }
                }
            }
        }.count();
        return one(r);
    }

    @Task(id = "local.this-inside-lambda")
    public String thisInsideLambda(int n) {
        effect(n);
        Supplier<String> s = () -> this.describe(n);
        String a = s.get();
        return text(a + describe(0));
    }

    String describe(int n) {
        return "LocalTypes" + n;
    }

    @Task(id = "local.lambda-parameter-names")
    public String lambdaParameterNames(int n) {
        int a = one(n);
        IntBinaryOperator f = (x, y) -> x * y + a;
        int b = f.applyAsInt(a, 2);
        int x = one(b);
        int y = one(x);
        IntUnaryOperator g = z -> z + x + y;
        return text(g.applyAsInt(1));
    }

    @Task(id = "local.stream-pipeline")
    public int pipeline(int n) {
        int[] values = new int[] {one(n), n, 3};
        int sum = Arrays.stream(values).filter(v -> v > 1).map(v -> v * v).sum();
        return one(sum);
    }

    @Task(id = "local.synchronized-without-step")
    public int synchronizedBlock(int n) {
        int r = one(n);
        synchronized (this) {
            r += t("locked", 5);
            if (n > 1) r *= 2;
        }
        return one(r);
    }

    @Task(id = "local.synchronized-return")
    public int synchronizedReturn(int n) {
        effect(n);
        for (int i = 0; i < 3; i++) {
            synchronized (this) {
                if (i == n) return i;
                if (i == 1) continue;
            }
            effect(i);
        }
        return one(n);
    }

    @Task(id = "local.assert-without-step")
    public int assertion(int n) {
        int a = one(n);
        assert a > Integer.MIN_VALUE : "message " + a;
        return one(a);
    }

    @Task(id = "local.nested-lambdas")
    public String nestedLambdas(int n) {
        int a = one(n);
        Function<Integer, Function<Integer, Integer>> curried = x -> y -> x * 10 + y + a;
        int b = curried.apply(1).apply(2);
        return text(b);
    }

    @Task(id = "local.static-nested-generic")
    public String staticNested(int n) {
        Box<String> box = new Box<>(text(n));
        effect(box.value);
        box.value = box.value + one(n);
        return box.value;
    }

    public static class Box<T> {
        public T value;

        public Box() {}

        public Box(T value) {
            this.value = value;
        }
    }
}
