package corpus;

import static dev.fermata.testing.differential.Trace.t;

import dev.fermata.*;
import dev.fermata.testing.differential.Trace;
import java.io.IOException;
import java.util.*;

/** {@code @Suspends} helpers that call steps: nested frames, a stored stack. */
public class Helpers {

    private final Other other = new Other();

    @Step
    public int s(int v) {
        Trace.step("s", v);
        return v + 1;
    }

    @Step
    public int risky(int v) throws IOException {
        Trace.step("risky", v);
        if (v > 2) throw new IOException("io " + v);
        return v;
    }

    @Suspends
    public int twice(int v) {
        int a = s(v);
        return s(a);
    }

    @Suspends
    private int hidden(int v) {
        int sum = 0;
        for (int i = 0; i < v; i++) sum += s(i);
        return sum;
    }

    @Suspends
    void effect(int v) {
        if (v < 1) return;
        s(v);
        s(v * 10);
    }

    @Suspends
    int factorial(int v) {
        if (v <= 1) return s(0);
        int below = factorial(v - 1);
        return s(v) * below;
    }

    @Suspends
    boolean even(int v) {
        return v <= 0 ? s(v) > 0 : odd(v - 1);
    }

    @Suspends
    boolean odd(int v) {
        return v <= 0 ? s(v) < 0 : even(v - 1);
    }

    @Suspends
    int guarded(int v) throws IOException {
        try {
            return risky(v);
        } finally {
            s(99);
        }
    }

    @Suspends
    <T> List<T> wrap(T v) {
        s(1);
        return new ArrayList<>(List.of(v));
    }

    @Suspends
    List<Integer> fill(List<Integer> list, int n) {
        for (int i = 0; i < n; i++) list.add(s(i));
        return list;
    }

    @Task(id = "helpers.simple")
    public int simple(int n) {
        return twice(n);
    }

    @Task(id = "helpers.in-expression")
    public int inExpression(int n) {
        int x = n;
        return x++ + twice(x) * s(x) - twice(twice(x));
    }

    @Task(id = "helpers.private")
    public int privateHelper(int n) {
        return hidden(n) + hidden(2);
    }

    @Task(id = "helpers.void")
    public String voidHelper(int n) {
        effect(n);
        effect(0);
        return "done" + s(n);
    }

    @Task(id = "helpers.recursive")
    public int recursive(int n) {
        return factorial(Math.min(n, 4)) + s(0);
    }

    @Task(id = "helpers.mutually-recursive")
    public String mutual(int n) {
        return even(Math.min(n, 4)) + "," + odd(Math.min(n, 3));
    }

    @Task(id = "helpers.exception-through-frames")
    public String exception(int n) {
        try {
            return "" + guarded(n) + guarded(n + 1);
        } catch (IOException e) {
            return e.getMessage() + s(5);
        }
    }

    @Task(id = "helpers.in-try-finally")
    public int inFinally(int n) {
        int r = 0;
        try {
            r = twice(n);
            if (n > 1) return r;
        } finally {
            effect(r);
        }
        return -r;
    }

    @Task(id = "helpers.in-loop-and-condition")
    public int inLoop(int n) {
        int i = 0;
        while (twice(i) < n + 2 && i < 5) {
            i++;
            effect(i % 2);
        }
        return i;
    }

    @Task(id = "helpers.generic")
    public String generic(int n) {
        List<String> list = wrap("w" + n);
        List<Integer> numbers = wrap(twice(n));
        return list + "" + numbers + s(n);
    }

    @Task(id = "helpers.shared-object")
    public String shared(int n) {
        List<Integer> list = new ArrayList<>();
        List<Integer> same = fill(list, n);
        same.add(-1);
        s(0);
        return list + "," + (list == same);
    }

    @Task(id = "helpers.other-bean")
    public int otherBean(int n) {
        return other.assist(n) + this.other.assist(s(n));
    }

    @Task(id = "helpers.deep")
    public int deep(int n) {
        return other.deep(this, n);
    }

    /** Another bean with helpers and steps of its own. */
    public static class Other {

        @Step
        public int o(int v) {
            Trace.step("o", v);
            return v * 2;
        }

        @Suspends
        public int assist(int v) {
            int a = o(v);
            return a + o(a);
        }

        @Suspends
        public int deep(Helpers back, int v) {
            return o(v) + assist(v);
        }
    }
}
