package corpus;

import static dev.fermata.testing.differential.Trace.t;

import dev.fermata.*;
import dev.fermata.testing.differential.Trace;
import java.util.*;
import java.util.function.*;

/** Where a source-to-source compiler is easily wrong. */
public class Corners {

    public static class Transition {
        public int value = 1;
    }

    public static class ResumePoint {
        public int value = 2;
    }

    @Step
    public int s(int v) {
        Trace.step("s", v);
        return v + 1;
    }

    @Step
    public boolean is(boolean v) {
        Trace.step("is", v);
        return v;
    }

    @Step
    public Integer boxed(int v) {
        Trace.step("boxed", v);
        return v < 0 ? null : v;
    }

    @Step
    public String text(Object v) {
        Trace.step("text", v);
        return "<" + v + ">";
    }

    @Step
    public <T> List<T> list(T a, List<? extends T> more) {
        Trace.step("list", a, more);
        List<T> all = new ArrayList<>(more);
        all.add(0, a);
        return all;
    }

    @Step
    public int count(Object... all) {
        Trace.step("count", all);
        return all == null ? -1 : all.length;
    }

    int call() {
        return t("call", 1);
    }

    int save(int v) {
        return t("save", v);
    }

    int point() {
        return t("point", 3);
    }

    boolean threw(String x) {
        return t("threw", x.isEmpty());
    }

    void start(Object... x) {
        t("start", x.length);
    }

    @Override
    public String toString() {
        return "Corners!";
    }

    @Override
    public int hashCode() {
        return 77;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof String || super.equals(other);
    }

    static String join(Object... all) {
        return Arrays.toString(all);
    }

    @Task(id = "corners.packages-hidden-by-locals")
    public int packages(int n) {
        int dev = s(n);
        int java = s(dev);
        int corpus = s(java);
        int fermata = s(corpus);
        return dev + java + corpus + fermata + s(1);
    }

    @Task(id = "corners.package-hidden-by-a-parameter")
    public String packageParameter(int java) {
        List<Integer> all = new ArrayList<>();
        for (Integer x : List.of(java, 2)) all.add(s(x));
        try {
            s(java);
        } catch (IllegalStateException dev) {
            return text(dev.getMessage());
        } finally {
            text("finally");
        }
        return all.toString();
    }

    @Task(id = "corners.types-named-like-the-contract")
    public int contractTypes(int n) {
        Transition transition = new Transition();
        ResumePoint point = new ResumePoint();
        s(n);
        return transition.value + point.value;
    }

    @Task(id = "corners.methods-named-like-the-machine")
    public String machineMethods(int n) {
        int a = call() + save(s(n)) + point();
        start();
        start("x", 1);
        boolean b = threw("") && is(threw("y"));
        s(save(1));
        return a + "," + b;
    }

    @Task(id = "corners.methods-of-object")
    public String objectMethods(int n) {
        String a = toString() + hashCode() + equals("x");
        s(n);
        return a + getClass().getSimpleName() + this + this.hashCode() + text(toString());
    }

    @Task(id = "corners.this-passed-on")
    public String thisPassed(int n) {
        String a = identify(this);
        s(n);
        return a + identify(Corners.this) + (this == self(this));
    }

    static String identify(Corners corners) {
        return corners.getClass().getSimpleName() + corners.hashCode();
    }

    static Corners self(Corners corners) {
        return corners;
    }

    @Task(id = "corners.anonymous-class-inherits-the-name")
    public String anonymousInherits(int n) {
        int value = s(n);
        int modCount = s(1);
        Object o = new Transition() {
            @Override
            public String toString() {
                return "v" + value + "," + hash();
            }

            int hash() {
                return n + modCount;
            }
        };
        String r = o.toString();
        return r + value + s(modCount);
    }

    @Task(id = "corners.poly-arguments-before-a-step")
    public String poly(int n) {
        List<Integer> a = list(n, new ArrayList<>());
        List<String> b = list("x", n > 1 ? List.of() : list("y", List.of()));
        return join(new ArrayList<>(), s(n), List.of(), s(1), a, b, (Supplier<String>) null);
    }

    @Task(id = "corners.varargs-null-and-arrays")
    public String varargsNull(int n) {
        Object[] array = {1, 2};
        return count((Object[]) null) + "," + count((Object) null) + "," + count(array) + "," + count(array, s(n)) + ","
                + count((Object) array) + join((Object) s(n)) + join(s(1), array.length);
    }

    @Task(id = "corners.overload-by-conditional-type")
    public String overload(int n) {
        return kind(n > 1 ? s(1) : 2L) + kind(is(n > 0) ? 'x' : 0) + kind(is(n > 0) ? boxed(n) : 1.5f) + kind(s(n) + 'a');
    }

    static String kind(int v) {
        return "int" + v;
    }

    static String kind(long v) {
        return "long" + v;
    }

    static String kind(char v) {
        return "char" + v;
    }

    static String kind(float v) {
        return "float" + v;
    }

    static String kind(Object v) {
        return "object" + v;
    }

    @Task(id = "corners.conditional-with-null-branch")
    public String nullBranch(int n) {
        Integer x = n > 1 ? s(n) : null;
        Object o = is(n > 0) ? null : boxed(n);
        String str = n > 2 ? text(n) : n > 1 ? null : "none";
        return x + "," + o + "," + str + s(0);
    }

    @Task(id = "corners.compound-on-object-and-wide-boxes")
    public String wideCompound(int n) {
        Object o = "a";
        o += text(n);
        Long l = 5L;
        l += s(n);
        Double d = 1.5;
        d *= s(2);
        Character c = 'a';
        c++;
        String r = "" + c + s(1) + ++c;
        Boolean b = true;
        b &= is(n > 1);
        char[] cs = {'a'};
        cs[0] += s(1);
        byte[] bs = {100};
        bs[0] += s(99);
        long[] ls = {1};
        ls[0] <<= s(39);
        String[] ss = {"x", null};
        ss[0] += text(1);
        ss[1] += s(2);
        return o + "," + l + "," + d + "," + r + c + b + cs[0] + bs[0] + "," + ls[0] + ss[0] + ss[1];
    }

    @Task(id = "corners.continue-in-do-while-false")
    public int doWhileFalse(int n) {
        int r = 0;
        for (int i = 0; i < 3; i++) {
            do {
                r += s(i);
                if (r > n) continue;
                r += 100;
            } while (false);
            r *= 2;
        }
        return r;
    }

    @Task(id = "corners.loop-and-try-inside-finally")
    @SuppressWarnings("finally")
    public String loopInFinally(int n) {
        String r = "";
        outer:
        for (int k = 0; k < 3; k++) {
            try {
                r += s(k);
                if (k == 1 && n > 0) throw new IllegalStateException("k");
            } catch (IllegalStateException e) {
                if (n == 1) return r + "returned";
                r += "c";
                if (n == 3) break outer;
            } finally {
                for (int i = 0; i < 3; i++) {
                    try {
                        if (i == 1) continue;
                        if (s(i) > 2) break;
                    } finally {
                        r += text(i);
                        if (n == 6) continue outer;
                    }
                }
            }
            r += ";";
        }
        return r;
    }

    @Task(id = "corners.pending-failure-is-the-same-object")
    public String sameFailure(int n) {
        RuntimeException kept = null;
        try {
            try {
                s(n);
                if (n > 1) throw new IllegalStateException("n" + n);
            } catch (IllegalStateException e) {
                kept = e;
                s(5);
                throw e;
            } finally {
                s(6);
            }
        } catch (RuntimeException e) {
            s(7);
            return "same " + (kept == e);
        }
        return "none";
    }

    @Task(id = "corners.two-local-records-of-one-name")
    public String localRecords(int n) {
        String r = "";
        if (n > 0) {
            record Pair(int a) {}
            Pair p = new Pair(s(n));
            s(0);
            r += p;
        } else {
            record Pair(String b, int c) {}
            Pair p = new Pair(text(n), 2);
            s(0);
            r += p.b() + p.c();
        }
        return r;
    }

    @Task(id = "corners.local-record-like-that-of-another-task")
    public String localRecordAgain(int n) {
        record Pair(List<String> names) {
            static int made = 0;

            Pair {
                names = List.copyOf(names);
            }

            String first() {
                return names.get(0);
            }
        }
        Pair p = new Pair(List.of("a" + n, "b"));
        s(n);
        return p.first() + p + Pair.made;
    }

    @Task(id = "corners.local-class-instance-across-a-step")
    public int localClassInstance(int n) {
        class Counter {
            int count;

            int next() {
                return ++count;
            }
        }
        Counter counter = new Counter();
        counter.next();
        s(n);
        counter.next();
        return counter.count + s(counter.next());
    }

    @Task(id = "corners.local-enum-in-a-switch")
    public String localEnum(int n) {
        enum Light {
            RED,
            GREEN {
                @Override
                String say() {
                    return "go";
                }
            };

            String say() {
                return "stop";
            }
        }
        Light light = n > 1 ? Light.GREEN : Light.RED;
        s(n);
        switch (light) {
            case RED:
                return text(light.say());
            default:
                return light.say() + s(1);
        }
    }

    @Task(id = "corners.c-style-arrays")
    public String cStyle(int n) {
        int a[] = {s(n), 2}, b = s(3), c[][] = {{b}, {s(4)}};
        for (int row[] : c) a[0] += s(row[0]);
        String words[] = "x y".split(" ");
        s(0);
        return a[0] + words[1] + c[1][0];
    }

    @Task(id = "corners.annotated-and-final-locals")
    public int annotated(final int n) {
        @SuppressWarnings("unused") final int a = s(n), unused = 5;
        @Deprecated int b = a;
        for (@SuppressWarnings("unused") final int x : new int[] {1, 2}) b += s(x);
        try {
            b += s(b);
        } catch (final @SuppressWarnings("unused") RuntimeException e) {
            b = -1;
        }
        return a + b;
    }

    @Task(id = "corners.switch-in-lambda-and-yield-names")
    public String yieldNames(int n) {
        IntUnaryOperator f = v -> switch (v) {
            case 1 -> {
                int inner = 10;
                yield inner;
            }
            default -> v;
        };
        int a = f.applyAsInt(n);
        int with = s(a), record = s(1), sealed = 2, permits = 3, var = 4, module = 5, to = 6;
        return a + with + record + sealed + permits + var + module + to + "";
    }

    @Task(id = "corners.nested-conditionals-and-switches-as-operands")
    public String deep(int n) {
        int x = n;
        return x++ + (is(x > 1) ? x++ + switch (x) {
            case 3 -> {
                try {
                    yield x++ * s(x);
                } finally {
                    x += s(100);
                }
            }
            default -> (x += s(2)) > 5 && is(x > 6) ? x : -x;
        } : (x = s(x)) + x) + "," + x + text(x--) + x;
    }

    @Task(id = "corners.array-of-arrays-and-method-results")
    public int methodResults(int n) {
        return new int[][] {{1, s(n)}, {3, 4}}[1][s(-1)] + new int[] {s(5), s(6)}[s(0)] + "abc".length() * List.of(s(1)).get(0);
    }

    @Task(id = "corners.long-chain-of-operands")
    public String chain(int n) {
        return "" + n + s(1) + n + s(2) + (n - s(3)) + s(4) * n + s(5) + -s(6) + (char) (s(7) + 60) + (n > s(8)) + s(9) + "end" + n;
    }

    @Task(id = "corners.empty-finally-and-catch")
    public int emptyBlocks(int n) {
        int r = 0;
        try {
            r = s(n);
        } catch (RuntimeException e) {
        }
        try {
            r += s(r);
        } finally {
        }
        try {
        } finally {
            r += s(r);
        }
        return r;
    }

    @Task(id = "corners.map-entry-is-a-view")
    public String mapEntry(int n) {
        Map<String, Integer> map = new LinkedHashMap<>();
        map.put("a", 1);
        map.put("b", n);
        for (Map.Entry<String, Integer> e : map.entrySet()) {
            int v = s(e.getValue());
            e.setValue(v * 10);
        }
        return map.toString();
    }

    @Task(id = "corners.sub-list-is-a-view")
    public String subList(int n) {
        List<Integer> list = new ArrayList<>(List.of(1, 2, 3, 4));
        List<Integer> head = list.subList(0, 2);
        s(n);
        head.set(0, 50);
        s(n);
        return list + "," + head;
    }

    @Task(id = "corners.array-as-list-is-a-view")
    public String asList(int n) {
        Integer[] array = {1, 2, 3};
        List<Integer> view = Arrays.asList(array);
        s(n);
        view.set(0, 9);
        s(n);
        return array[0] + "," + view;
    }

    @Task(id = "corners.key-set-is-a-view")
    public String keySet(int n) {
        Map<String, Integer> map = new TreeMap<>(Map.of("a", 1, "b", 2));
        Set<String> keys = map.keySet();
        s(n);
        map.put("c", 3);
        keys.remove("a");
        s(n);
        return map + "," + keys;
    }

    @Task(id = "corners.unmodifiable-list-is-a-view")
    public String unmodifiable(int n) {
        List<Integer> list = new ArrayList<>(List.of(1));
        List<Integer> view = Collections.unmodifiableList(list);
        s(n);
        list.add(2);
        s(n);
        return view + "," + list;
    }
}
