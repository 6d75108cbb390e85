package corpus;

import static dev.fermata.testing.differential.Trace.t;

import dev.fermata.*;
import dev.fermata.testing.differential.Trace;
import java.util.*;

/** &&, ||, !, ?: and their mixtures, with steps on every side. */
public class ShortCircuit {

    @Step
    public boolean is(boolean v) {
        Trace.step("is", v);
        return v;
    }

    @Step
    public Boolean maybe(int v) {
        Trace.step("maybe", v);
        return v < 0 ? null : v > 1;
    }

    @Step
    public int s(int v) {
        Trace.step("s", v);
        return v;
    }

    @Task(id = "short.and")
    public boolean and(int n) {
        return is(n > 0) && is(n > 1);
    }

    @Task(id = "short.or")
    public boolean or(int n) {
        return is(n > 2) || is(n > 1) || is(n == 0);
    }

    @Task(id = "short.and-or-mixed")
    public boolean mixed(int n) {
        return is(n > 0) && t("a", n < 3) || is(n < 0) && !is(n == -1);
    }

    @Task(id = "short.not")
    public boolean not(int n) {
        return !(is(n > 0) && !is(n > 1)) == !is(n > 2);
    }

    @Task(id = "short.not-short-circuit")
    public boolean eager(int n) {
        return is(n > 0) & is(n > 1) | is(n > 2) ^ is(n == 0);
    }

    @Task(id = "short.in-if")
    public int inIf(int n) {
        if (is(n > 0) && (is(n > 1) || t("plain", n == 1)) && s(n) != 3) {
            return s(100);
        }
        return 0;
    }

    @Task(id = "short.in-while")
    public int inWhile(int n) {
        int i = 0;
        while (i < 5 && is(i < n) || i < 1 && is(true)) i++;
        return i;
    }

    @Task(id = "short.in-for")
    public int inFor(int n) {
        int r = 0;
        for (int i = 0; is(i < n) && is(i != 2); i++) r += s(i);
        return r;
    }

    @Task(id = "short.as-argument")
    public int asArgument(int n) {
        return (is(is(n > 0) && is(n > 1)) ? 1 : 0) + s(3);
    }

    @Task(id = "short.as-operand")
    public String asOperand(int n) {
        return "a" + (is(n > 0) && is(n > 1)) + s(1) + (n > 2 || is(n == 0));
    }

    @Task(id = "short.boxed-null")
    public String boxedNull(int n) {
        try {
            return "" + (maybe(n) && maybe(n + 1));
        } catch (NullPointerException e) {
            return "null" + s(1);
        }
    }

    @Task(id = "short.conditional")
    public int conditional(int n) {
        return is(n > 1) ? s(10) : s(20);
    }

    @Task(id = "short.conditional-nested")
    public int conditionalNested(int n) {
        return n < 0 ? s(-1) : n == 0 ? t("zero", 0) : is(n == 1) ? s(1) : n == 2 ? 2 : s(s(n) > 3 ? 4 : s(5));
    }

    @Task(id = "short.conditional-operand")
    public int conditionalOperand(int n) {
        int x = 5;
        return x + (n > 1 ? (x = s(7)) : x++) + x * (is(n > 2) ? s(2) : 3);
    }

    @Task(id = "short.conditional-condition-is-logical")
    public String conditionalLogical(int n) {
        return (is(n > 0) && is(n < 3) || n == 6 ? "in" + s(1) : "out") + s(2);
    }

    @Task(id = "short.conditional-boxing-promotion")
    public String promotion(int n) {
        Object o = n > 1 ? s(1) : 2.5;
        Object p = n > 1 ? (Object) s(1) : 2.5;
        return o + "," + p;
    }

    @Task(id = "short.conditional-unboxes-null")
    public String unboxesNull(int n) {
        Integer nothing = null;
        try {
            int x = is(n > 1) ? nothing : s(3);
            return "x" + x;
        } catch (NullPointerException e) {
            return "null" + s(9);
        }
    }

    @Task(id = "short.assignment-inside")
    public int assignmentInside(int n) {
        int a = 0, b = 0;
        boolean r = (a = s(n)) > 0 && (b = s(a + 1)) > 2 || (a = 50) == s(50);
        return a * 1000 + b * 10 + (r ? 1 : 0);
    }

    @Task(id = "short.condition-value-kept")
    public String valueKept(int n) {
        boolean first = is(n > 0);
        boolean second = first && is(n > 1);
        boolean third = !second || is(n > 2);
        return first + "," + second + "," + third;
    }

    @Task(id = "short.do-while")
    public int doWhile(int n) {
        int i = 0;
        do {
            i++;
        } while (i < n && is(i != 2) || i == 1 && is(n > 2));
        return i;
    }

    @Task(id = "short.return-of-conditional-void-steps")
    public int effects(int n) {
        if (n > 0 ? is(n > 1) : is(n == 0)) s(1);
        else s(2);
        return n;
    }

    @Task(id = "short.compound-with-logic")
    public boolean compound(int n) {
        boolean b = n > 0;
        b &= is(true) && is(n > 1);
        b |= n == 0 || is(n > 2);
        return b;
    }

    @Task(id = "short.constant-conditions")
    public int constants(int n) {
        int r = 0;
        if (true || is(true)) r += 1;
        if (false && is(true)) r += 10;
        r += true ? s(n) : s(99);
        return r;
    }
}
