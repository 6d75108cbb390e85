package corpus;

import static dev.fermata.testing.differential.Trace.t;

import dev.fermata.*;
import dev.fermata.testing.differential.Trace;
import java.util.*;

/** JLS §15.7, one task or more for each rule; then the rules of the expressions it names. */
public class Order {

    @Step
    public int s(int v) {
        Trace.step("s", v);
        return v;
    }

    @Step
    public int[] array(int... v) {
        Trace.step("array", v);
        return v.length == 1 && v[0] < 0 ? null : v;
    }

    @Step
    public String text(Object v) {
        Trace.step("text", v);
        return v == null ? null : "<" + v + ">";
    }

    public static String join(Object... parts) {
        return Arrays.toString(parts);
    }

    public static int three(int a, int b, int c) {
        return t("three", a * 100 + b * 10 + c);
    }

    // §15.7.1 evaluate the left-hand operand first

    @Task(id = "jls-15.7.1.left-first")
    public int leftFirst(int n) {
        return s(n) - s(n * 2);
    }

    @Task(id = "jls-15.7.1.left-plain-right-step")
    public int leftPlain(int n) {
        return t("left", n) - s(2);
    }

    @Task(id = "jls-15.7.1.left-step-right-plain")
    public int rightPlain(int n) {
        return s(n) - t("right", 2);
    }

    @Task(id = "jls-15.7.1.left-value-is-kept")
    public int leftKept(int n) {
        int a = n;
        return a + (a = s(5)) + a;
    }

    @Task(id = "jls-15.7.1.left-value-is-kept-increment")
    public int leftKeptIncrement(int n) {
        int i = n;
        int r = i++ + s(i) + i++ * s(i) - --i;
        return r * 100 + i;
    }

    @Task(id = "jls-15.7.1.compound-saves-the-left-value")
    public int compound(int n) {
        int a = 9;
        a += (a = s(n));
        return a;
    }

    @Task(id = "jls-15.7.1.compound-plain-parenthesised")
    public int compoundPlain(int n) {
        int a = 9;
        a = a + (a = s(n));
        return a;
    }

    @Task(id = "jls-15.7.1.left-abrupt-right-not-evaluated")
    public int leftAbrupt(int n) {
        int[] array = {1};
        try {
            return array[n] / (n - 1) + s(7);
        } catch (RuntimeException e) {
            t("caught", e.getClass().getSimpleName());
            return s(8);
        }
    }

    // §15.7.2 evaluate operands before operation

    @Task(id = "jls-15.7.2.both-operands-before-division")
    public int division(int n) {
        try {
            return s(10) / s(n);
        } catch (ArithmeticException e) {
            return s(-10);
        }
    }

    @Task(id = "jls-15.7.2.zero-divisor-on-the-left-of-a-step")
    public int zeroDivisor(int n) {
        int zero = 0;
        try {
            return (t("one", 1) / zero) + s(n);
        } catch (ArithmeticException e) {
            return s(1);
        }
    }

    @Task(id = "jls-15.7.2.remainder")
    public int remainder(int n) {
        try {
            return s(10) % t("divisor", n);
        } catch (ArithmeticException e) {
            return -1;
        }
    }

    // §15.7.3 respects parentheses and precedence

    @Task(id = "jls-15.7.3.parentheses")
    public int parentheses(int n) {
        return s(n) - (s(2) - s(3)) - s(4);
    }

    @Task(id = "jls-15.7.3.precedence")
    public int precedence(int n) {
        return s(1) + s(n) * s(3) - s(4) % s(5) << s(1);
    }

    @Task(id = "jls-15.7.3.floating-is-not-associative")
    public double floating(int n) {
        double big = 1e16;
        double a = big + s(1) + s(1);
        double b = big + (s(1) + s(1));
        return a - b + n;
    }

    @Task(id = "jls-15.7.3.precedence-of-unary-and-cast")
    public int unary(int n) {
        return -s(n) + ~s(n) - (byte) s(300) + (s(n) > 0 ? +s(1) : -s(2));
    }

    // §15.7.4 argument lists are evaluated left to right

    @Task(id = "jls-15.7.4.arguments-left-to-right")
    public int arguments(int n) {
        return three(s(n), t("middle", 2), s(3));
    }

    @Task(id = "jls-15.7.4.arguments-with-side-effects")
    public int argumentSideEffects(int n) {
        int i = n;
        return three(i++, s(i++), i);
    }

    @Task(id = "jls-15.7.4.abrupt-argument-stops-the-rest")
    public int abruptArgument(int n) {
        int[] array = {1, 2};
        try {
            return three(s(1), array[n], s(3));
        } catch (ArrayIndexOutOfBoundsException e) {
            return s(9);
        }
    }

    @Task(id = "jls-15.7.4.arguments-of-a-step")
    public int stepArguments(int n) {
        int i = n;
        return array(i, s(i = 5), i, t("last", 1)).length + i;
    }

    // §15.7.5 other expressions: instance creation

    public static class Made {
        public final String text;

        public Made(int a, String b, int c) {
            text = a + b + c;
            t("made", text);
        }
    }

    @Task(id = "jls-15.9.4.instance-creation")
    public String instanceCreation(int n) {
        return new Made(t("a", n), text("b"), s(3)).text;
    }

    // §15.10 array creation and access

    @Task(id = "jls-15.10.2.dimensions-left-to-right")
    public int dimensions(int n) {
        int[][] a = new int[t("first", n)][s(2)];
        return a.length * 10 + (a.length > 0 ? a[0].length : 0);
    }

    @Task(id = "jls-15.10.2.all-dimensions-before-negative-size")
    public String negativeSize(int n) {
        try {
            int[][] a = new int[n][s(3)];
            return "" + a.length;
        } catch (NegativeArraySizeException e) {
            return text("negative");
        }
    }

    @Task(id = "jls-15.10.2.initializer-left-to-right")
    public int[] initializer(int n) {
        int i = n;
        return new int[] {i++, s(i), i++, s(i)};
    }

    @Task(id = "jls-15.10.4.array-before-index")
    public int arrayBeforeIndex(int n) {
        int[] a = {1, 2, 3, 4};
        int[] b = {9, 9, 9, 9};
        return a[s(n < 0 ? 0 : n % 4)] + (a = b)[s(1)] + a[2];
    }

    @Task(id = "jls-15.10.4.array-variable-reassigned-in-index")
    public int arrayReassigned(int n) {
        int[] a = {10, 11, 12, 13};
        int[] b = {0, 1, 2, 3};
        int r = a[(a = b)[s(2)]];
        return r * 100 + a[1];
    }

    @Task(id = "jls-15.10.4.null-array-after-index")
    public String nullArray(int n) {
        try {
            return "" + array(n)[s(0)];
        } catch (NullPointerException e) {
            return text("null");
        }
    }

    @Task(id = "jls-15.10.4.index-out-of-bounds")
    public String outOfBounds(int n) {
        try {
            return "" + array(5, 6)[s(n)];
        } catch (ArrayIndexOutOfBoundsException e) {
            return text(e.getMessage());
        }
    }

    // §15.12.4 method invocation: target, then arguments, then null check

    @Task(id = "jls-15.12.4.target-before-arguments")
    public String target(int n) {
        return text(n).concat(text("b")).replace(t("old", "b"), text("c"));
    }

    @Task(id = "jls-15.12.4.null-target-after-arguments")
    public String nullTarget(int n) {
        String a = n > 0 ? null : "x";
        try {
            return a.concat(text("argument"));
        } catch (NullPointerException e) {
            return text("null target");
        }
    }

    @Task(id = "jls-15.12.4.target-variable-reassigned")
    public String targetReassigned(int n) {
        String a = "first";
        return a.concat(a = text("second")).concat(a);
    }

    // §15.15, §15.14 increments

    @Task(id = "jls-15.14.postfix-on-array-element")
    public String postfixElement(int n) {
        int[] a = {1, 2, 3};
        int r = a[s(1)]++ + a[1] * 10 + ++a[s(2)];
        return r + Arrays.toString(a);
    }

    // §15.23 to §15.25 conditionals are the exception of §15.7.2

    @Task(id = "jls-15.7.2.conditional-evaluates-one-side")
    public int conditional(int n) {
        return n > 1 ? s(1) : t("else", 2);
    }

    @Task(id = "jls-15.7.2.and-or-skip")
    public boolean andOr(int n) {
        return n > 0 && s(n) > 1 || s(n + 1) == 1;
    }

    // §15.26.1 simple assignment

    @Task(id = "jls-15.26.1.array-index-then-right-hand-side")
    public String elementAssignment(int n) {
        int[] a = new int[3];
        int i = 0;
        a[i++] = s(n);
        a[i++] = i + s(10);
        return Arrays.toString(a) + i;
    }

    @Task(id = "jls-15.26.1.null-array-after-right-hand-side")
    public String nullArrayAssignment(int n) {
        int[] a = n > 0 ? null : new int[1];
        try {
            a[t("index", 0)] = s(5);
            return "assigned";
        } catch (NullPointerException e) {
            return text("null");
        }
    }

    @Task(id = "jls-15.26.1.bounds-after-right-hand-side")
    public String boundsAssignment(int n) {
        int[] a = new int[2];
        try {
            a[n] = s(5);
            return Arrays.toString(a);
        } catch (ArrayIndexOutOfBoundsException e) {
            return text("bounds");
        }
    }

    @Task(id = "jls-15.26.1.array-reassigned-by-right-hand-side")
    public String reassignedByRight(int n) {
        int[] a = {0, 0};
        int[] first = a;
        int[] b = {7, 7};
        a[0] = (a = b)[1] + s(n);
        return Arrays.toString(first) + Arrays.toString(a);
    }

    @Task(id = "jls-15.26.1.array-store")
    public String arrayStore(int n) {
        Object[] a = new String[1];
        try {
            a[0] = n > 0 ? (Object) s(n) : text("string");
            return "" + a[0];
        } catch (ArrayStoreException e) {
            return text("store");
        }
    }

    public static class Holder {
        public int v;
        public Holder next;
    }

    @Task(id = "jls-15.26.1.field-owner-first")
    public int fieldOwner(int n) {
        Holder h = new Holder();
        Holder other = new Holder();
        Holder first = h;
        h.v = (h = other).v + s(n);
        return first.v * 10 + other.v;
    }

    @Task(id = "jls-15.26.1.null-owner-after-right-hand-side")
    public String nullOwner(int n) {
        Holder h = n > 0 ? null : new Holder();
        try {
            h.v = s(5);
            return "" + h.v;
        } catch (NullPointerException e) {
            return text("null");
        }
    }

    // §15.26.2 compound assignment

    @Task(id = "jls-15.26.2.element-value-is-saved")
    public String compoundElement(int n) {
        int[] a = {5, 6};
        a[0] += (a[0] = 100) + s(n);
        return Arrays.toString(a);
    }

    @Task(id = "jls-15.26.2.index-evaluated-once")
    public String indexOnce(int n) {
        int[] a = {1, 2, 3};
        int i = 0;
        a[i++] += s(10);
        a[i++] *= s(10);
        a[s(2)] -= s(1);
        return Arrays.toString(a) + i;
    }

    @Task(id = "jls-15.26.2.narrowing-cast")
    public String narrowing(int n) {
        byte b = 100;
        b += s(100);
        char c = 'a';
        c += s(1);
        short h = 1;
        h *= s(70_000);
        int i = 10;
        i *= s(3) / 2.0;
        return b + "," + c + "," + h + "," + i;
    }

    @Task(id = "jls-15.26.2.null-array-before-right-hand-side")
    public String compoundNull(int n) {
        int[] a = n > 0 ? null : new int[1];
        try {
            a[0] += s(5);
            return "added";
        } catch (NullPointerException e) {
            return text("null");
        }
    }

    @Task(id = "jls-15.26.2.string")
    public String compoundString(int n) {
        String x = "a";
        x += s(n) + s(1);
        x += x = text("b");
        return x;
    }

    @Task(id = "jls-15.28.switch-selector-first")
    public int selectorFirst(int n) {
        int i = 0;
        return switch (i = s(n)) {
            case 0 -> i + s(10);
            default -> i * s(20);
        };
    }
}
