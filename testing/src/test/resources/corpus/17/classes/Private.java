package corpus;

import static dev.fermata.testing.differential.Trace.t;

import dev.fermata.*;
import dev.fermata.testing.differential.Trace;
import java.util.*;

/** Private fields, methods, steps, nested types and statics of the bean. */
public class Private {

    private static final int FACTOR = 3;
    private static final List<String> NAMES = List.of("a", "b");
    private static final int[] TABLE = {5, 6, 7};
    private final int offset = 10;
    private final Map<String, Integer> prices = Map.of("a", 1, "b", 2);
    private final Rate rate = new Rate(4);

    private enum Mode {
        FAST,
        SLOW
    }

    private record Secret(int value, String name) {}

    private static class Rate {
        private final int perUnit;

        private Rate(int perUnit) {
            this.perUnit = perUnit;
        }

        private int times(int n) {
            return perUnit * n;
        }
    }

    @Step
    private int hidden(int v) {
        Trace.step("hidden", v);
        return v + 1;
    }

    @Step
    private static int hiddenStatic(int v) {
        Trace.step("hiddenStatic", v);
        return v * 2;
    }

    @Step
    private int failing(int v) throws java.io.IOException {
        Trace.step("failing", v);
        if (v > 1) throw new java.io.IOException("private " + v);
        return v;
    }

    private int helper(int v) {
        return t("helper", v + offset);
    }

    private static String staticHelper(Object... parts) {
        return Arrays.toString(parts);
    }

    private int over(int v) {
        return t("over int", v);
    }

    private int over(long v) {
        return t("over long", (int) v);
    }

    private void check(int v) {
        if (v > 2) throw new IllegalArgumentException("checked " + v);
    }

    private <T> T generic(T v) {
        return t("generic", v);
    }

    @Task(id = "private.task")
    private int task(int n) {
        return hidden(n) + hidden(1);
    }

    @Task(id = "private.step")
    public int step(int n) {
        return hidden(hidden(n));
    }

    @Task(id = "private.static-step")
    public int staticStep(int n) {
        return hiddenStatic(n) + Private.hiddenStatic(hidden(n));
    }

    @Task(id = "private.step-throws-checked")
    public String checked(int n) {
        try {
            return "" + failing(n);
        } catch (java.io.IOException e) {
            return e.getMessage() + hidden(0);
        }
    }

    @Task(id = "private.fields")
    public int fields(int n) {
        int a = hidden(n) * FACTOR + offset;
        hidden(a);
        return a + this.offset + Private.FACTOR + prices.get(NAMES.get(1)) + TABLE[1];
    }

    @Task(id = "private.helper")
    public int helperCalls(int n) {
        return helper(hidden(n)) + this.helper(1) + hidden(helper(2));
    }

    @Task(id = "private.static-helper-varargs")
    public String staticHelperCalls(int n) {
        return staticHelper(n, hidden(n), "x") + staticHelper() + hidden(0);
    }

    @Task(id = "private.overloads")
    public int overloads(int n) {
        return over(n) + over((long) hidden(n)) + over('c');
    }

    @Task(id = "private.exception-of-helper")
    public String exceptionOfHelper(int n) {
        try {
            check(hidden(n));
            return "ok";
        } catch (IllegalArgumentException e) {
            return e.getMessage() + hidden(0);
        }
    }

    @Task(id = "private.method-reference")
    public String methodReference(int n) {
        int a = hidden(n);
        java.util.function.IntUnaryOperator f = this::helper;
        java.util.function.Function<Object[], String> g = Private::staticHelper;
        int b = f.applyAsInt(a);
        String c = g.apply(new Object[] {a});
        return hidden(b) + c;
    }

    @Task(id = "private.inside-lambda")
    public int insideLambda(int n) {
        int a = hidden(n);
        int b = NAMES.stream().mapToInt(name -> prices.get(name) * FACTOR + helper(a)).sum();
        return hidden(b);
    }

    @Task(id = "private.nested-record")
    public String nestedRecord(int n) {
        Secret secret = new Secret(n, "s");
        int a = hidden(secret.value());
        return secret.name() + a + secret.value;
    }

    @Task(id = "private.nested-enum")
    public String nestedEnum(int n) {
        Mode mode = n > 1 ? Mode.FAST : Mode.SLOW;
        hidden(n);
        switch (mode) {
            case FAST:
                return "fast" + hidden(1);
            default:
                return mode.name();
        }
    }

    @Task(id = "private.nested-class-members")
    public int nestedClass(int n) {
        int a = rate.times(hidden(n));
        int b = new Rate(n).perUnit;
        hidden(b);
        return a + b + rate.perUnit;
    }

    @Task(id = "private.generic-method")
    public String genericMethod(int n) {
        String s = generic("x" + hidden(n));
        List<Integer> list = generic(new ArrayList<>(List.of(n)));
        hidden(0);
        return s + list;
    }
}
