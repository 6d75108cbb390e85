package corpus;

import static dev.fermata.testing.differential.Trace.t;

import dev.fermata.*;
import dev.fermata.testing.differential.Trace;
import java.io.IOException;
import java.util.*;

/** Several tasks a class, overloads, nested classes, checked exceptions, void, any number of parameters. */
public class Several {

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
    public int checked(int v) throws IOException, InterruptedException {
        Trace.step("checked", v);
        if (v == 1) throw new IOException("io");
        if (v == 2) throw new InterruptedException("interrupted");
        return v;
    }

    @Task(id = "several.no-parameter")
    public int none() {
        return s(1) + s(2);
    }

    @Task(id = "several.no-parameter-void")
    public void noneVoid() {
        s(1);
    }

    @Task(id = "several.overload-int")
    public String process(int n) {
        return "int" + s(n);
    }

    @Task(id = "several.overload-two")
    public String process(int a, int b) {
        return "two" + s(a) + s(b) + a + b;
    }

    @Task(id = "several.overload-three")
    public String process(int a, int b, int c) {
        return text(a) + text(b) + c + s(a + b + c);
    }

    @Task(id = "several.checked-declared")
    public int checkedDeclared(int n) throws IOException, InterruptedException {
        return checked(n) + checked(0);
    }

    @Task(id = "several.checked-caught")
    public String checkedCaught(int n) throws InterruptedException {
        try {
            return "" + checked(n);
        } catch (IOException e) {
            return e.getMessage() + s(0);
        }
    }

    @Task(id = "several.throws-throwable")
    public int throwable(int n) throws Throwable {
        if (s(n) > 3) throw new Throwable("plain");
        return n;
    }

    public record Order(String id, List<Line> lines, Optional<String> note) {}

    public record Line(String sku, int count) {}

    public static Object[][] recordsInputs() {
        return new Object[][] {
            {new Order("o1", List.of(), Optional.empty()), 1},
            {new Order("o2", List.of(new Line("a", 1), new Line("b", 2)), Optional.of("note")), 2},
            {null, 3}
        };
    }

    @Task(id = "several.record-parameter")
    public String records(Order order, int n) {
        String r = "";
        for (Line line : order.lines()) {
            r += line.sku() + s(line.count()) + n;
        }
        return r + order.note().orElse("none") + text(order.id());
    }

    public static Object[][] typesInputs() {
        return new Object[][] {
            {true, (byte) 1, 'c', (short) 2, 3L, 4f, 5d, "s", new int[] {1, 2}, new ArrayList<>(List.of("x")), null},
            {false, (byte) -1, '\0', (short) -2, Long.MIN_VALUE, Float.NaN, -0d, null, null, null, 7}
        };
    }

    @Task(id = "several.parameters-of-all-types")
    public String types(
            boolean z, byte b, char c, short h, long l, float f, double d, String s, int[] a, List<String> list, Integer i) {
        int before = s(1);
        if (list != null) list.add("y");
        s(before);
        return z + "," + b + "," + (int) c + "," + h + "," + l + "," + f + "," + d + "," + s + ","
                + (a == null ? null : a[0]) + "," + list + "," + i;
    }

    public static Object[][] varargsInputs() {
        return new Object[][] {{1, new String[] {}}, {2, new String[] {"a", "b"}}};
    }

    @Task(id = "several.varargs-task")
    public String varargs(int n, String... words) {
        String r = "";
        for (String w : words) r += w + s(n);
        return r + words.length;
    }

    @Task(id = "several.unused-parameter")
    public int unused(int n, int unused) {
        return s(n);
    }

    @Task(id = "several.result-list")
    public List<Integer> resultList(int n) {
        List<Integer> r = new ArrayList<>();
        r.add(s(n));
        r.add(null);
        return r;
    }

    @Task(id = "several.result-null")
    public String resultNull(int n) {
        s(n);
        return null;
    }

    @Task(id = "several.result-array")
    public long[] resultArray(int n) {
        return new long[] {s(n), 2};
    }

    @Task(id = "several.boxed-void")
    public Void boxedVoid(int n) {
        s(n);
        return null;
    }

    @Task(id = "several.synchronization-free-final")
    public final int finalMethod(final int n) {
        final int a = s(n);
        return a + s(a);
    }

    @Task(id = "several.package-private")
    int packagePrivate(int n) {
        return s(n) + s(1);
    }

    @Task(id = "several.named-step-and-retry")
    public int named(int n) {
        return namedStep(n) + namedStep(2);
    }

    @Step(name = "other-name", retry = @Retry(maxAttempts = 5, minDelay = "10ms"))
    int namedStep(int v) {
        Trace.step("namedStep", v);
        return v;
    }

    /** A task class inside another. */
    public static class Nested {

        public int field = 3;

        @Step
        public int inner(int v) {
            Trace.step("inner", v);
            return v + field;
        }

        @Task(id = "several.nested-class")
        public int nested(int n) {
            return inner(n) + inner(inner(n));
        }

        /** One level deeper. */
        public static class Deeper {

            @Step
            public int deep(int v) {
                Trace.step("deep", v);
                return -v;
            }

            @Task(id = "several.deeper-class")
            public int deeper(int n) {
                int a = deep(n);
                return a * deep(2) + new Nested().field;
            }
        }
    }
}
