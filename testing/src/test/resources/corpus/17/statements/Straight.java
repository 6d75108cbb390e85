package corpus;

import static dev.fermata.testing.differential.Trace.t;

import dev.fermata.*;
import dev.fermata.testing.differential.Trace;
import java.util.*;

/** Straight-line code and conditions. */
public class Straight {

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
    public void effect(int v) {
        Trace.step("effect", v);
    }

    @Task(id = "straight.empty")
    public void empty(int n) {}

    @Task(id = "straight.no-step")
    public int noStep(int n) {
        int a = n * 2;
        return a + t("a", a);
    }

    @Task(id = "straight.one-step")
    public int oneStep(int n) {
        return one(n);
    }

    @Task(id = "straight.only-effect")
    public void onlyEffect(int n) {
        effect(n);
    }

    @Task(id = "straight.sequence")
    public int sequence(int n) {
        int a = one(n);
        int b = one(a);
        int c = one(b);
        return a + b * 10 + c * 100;
    }

    @Task(id = "straight.result-ignored")
    public int resultIgnored(int n) {
        one(n);
        one(n + 1);
        return n;
    }

    @Task(id = "straight.parameter-reassigned")
    public int parameterReassigned(int n) {
        int old = n;
        n = one(n);
        n = n + one(old);
        return n * 1000 + old;
    }

    @Task(id = "straight.late-assignment")
    public String lateAssignment(int n) {
        String s;
        int x;
        if (n > 1) {
            x = one(n);
            s = text("big");
        } else {
            s = "small";
            x = 7;
        }
        effect(x);
        return s + x;
    }

    @Task(id = "straight.if-without-else")
    public int ifWithoutElse(int n) {
        int r = n;
        if (n > 0) {
            r = one(r);
        }
        if (one(r) > 2) r += one(100);
        return r;
    }

    @Task(id = "straight.if-chain")
    public String ifChain(int n) {
        if (one(n) == 1) {
            return text("zero");
        } else if (one(n) == 2) {
            return "one";
        } else if (n < 0) {
            effect(n);
        } else {
            return text(one(n));
        }
        return "end";
    }

    @Task(id = "straight.dangling-else")
    public String danglingElse(int n) {
        String r = "none";
        if (n > 0)
            if (n > 1) r = text("big");
            else r = text("one");
        return r;
    }

    @Task(id = "straight.early-return")
    public int earlyReturn(int n) {
        if (n < 0) return -1;
        int a = one(n);
        if (a > 2) return a;
        effect(a);
        return a + one(a);
    }

    @Task(id = "straight.early-return-void")
    public void earlyReturnVoid(int n) {
        effect(n);
        if (n > 1) return;
        effect(n + 1);
    }

    @Task(id = "straight.throw")
    public int throwing(int n) {
        int a = one(n);
        if (a > 2) throw new IllegalStateException("a is " + a);
        return one(a);
    }

    @Task(id = "straight.unreachable-after-throw")
    public int unreachable(int n) {
        effect(n);
        throw new IllegalArgumentException("always " + n);
    }

    @Task(id = "straight.blocks")
    public int blocks(int n) {
        int r = 0;
        {
            int a = one(n);
            r += a;
            {
                int b = one(a);
                r += b;
            }
        }
        {
            String a = text(r);
            r += a.length();
        }
        ;
        return r;
    }

    @Task(id = "straight.empty-statements")
    public int emptyStatements(int n) {
        ;
        if (n > 0) ;
        else effect(n);
        ;
        return one(n);
    }

    @Task(id = "straight.many-variables")
    public String manyVariables(int n) {
        boolean b = n > 0;
        byte y = (byte) n;
        short h = (short) (n + 1);
        char c = (char) ('a' + n + 1);
        long l = n * 10_000_000_000L;
        float f = n / 2f;
        double d = n / 4d;
        String s = "s" + n;
        int[] array = {n, n + 1};
        effect(n);
        return b + "," + y + "," + h + "," + c + "," + l + "," + f + "," + d + "," + s + "," + array[1];
    }

    @Task(id = "straight.nulls")
    public String nulls(int n) {
        String s = null;
        Integer i = null;
        int[] a = null;
        List<String> list = null;
        effect(n);
        return s + i + a + list;
    }

    @Task(id = "straight.special-numbers")
    public String specialNumbers(int n) {
        double nan = 0d / 0;
        double infinite = -1d / 0;
        double minusZero = -0d;
        float small = Float.MIN_VALUE;
        long min = Long.MIN_VALUE;
        char zero = 0;
        effect(n);
        return nan + "," + infinite + "," + minusZero + "," + small + "," + min + "," + (int) zero;
    }

    @Task(id = "straight.multiple-declarators")
    public int multipleDeclarators(int n) {
        int a = one(n), b = a + 1, c[] = {a, one(b)}, d;
        d = one(c[1]);
        return a + b + c[0] + c[1] + d;
    }
}
