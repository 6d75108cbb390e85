package corpus;

import static dev.fermata.testing.differential.Trace.t;

import dev.fermata.*;
import dev.fermata.testing.differential.Trace;
import java.util.*;

/** Nested and labelled loops, break and continue out of several levels. */
public class Loops {

    @Step
    public int one(int v) {
        Trace.step("one", v);
        return v + 1;
    }

    @Step
    public boolean below(int v, int limit) {
        Trace.step("below", v, limit);
        return v < limit;
    }

    @Step
    public void effect(Object v) {
        Trace.step("effect", v);
    }

    @Task(id = "loops.while")
    public int whileLoop(int n) {
        int i = 0, sum = 0;
        while (i < n) {
            sum += one(i);
            i++;
        }
        return sum;
    }

    @Task(id = "loops.while-step-condition")
    public int whileStepCondition(int n) {
        int i = 0;
        while (below(i, n)) {
            i++;
        }
        return i;
    }

    @Task(id = "loops.while-condition-and-body")
    public int whileConditionAndBody(int n) {
        int i = 0;
        int sum = 0;
        while (below(i++, n) && one(i) > 0) {
            sum += one(sum);
        }
        return sum * 100 + i;
    }

    @Task(id = "loops.while-true-break")
    public int whileTrueBreak(int n) {
        int i = 0;
        while (true) {
            i = one(i);
            if (i > n) break;
        }
        return i;
    }

    @Task(id = "loops.endless-return")
    public int endlessReturn(int n) {
        int i = 0;
        for (; ; ) {
            i = one(i);
            if (i >= n) return i;
            effect(i);
        }
    }

    @Task(id = "loops.do")
    public int doLoop(int n) {
        int i = 0;
        do {
            i = one(i);
        } while (i < n);
        return i;
    }

    @Task(id = "loops.do-step-condition")
    public int doStepCondition(int n) {
        int i = 0;
        do {
            i++;
            if (i == 2) continue;
            effect(i);
        } while (below(i, n));
        return i;
    }

    @Task(id = "loops.for")
    public int forLoop(int n) {
        int sum = 0;
        for (int i = 0; i < n; i++) {
            sum += one(i) * (i + 1);
        }
        return sum;
    }

    @Task(id = "loops.for-steps-in-header")
    public int forStepsInHeader(int n) {
        int sum = 0;
        for (int i = one(-1); below(i, n); i = one(i)) {
            sum = sum * 10 + i;
        }
        return sum;
    }

    @Task(id = "loops.for-two-variables")
    public int forTwoVariables(int n) {
        int r = 0;
        for (int i = 0, j = n; i < j; i++, j--) {
            r += one(i) * one(j);
        }
        return r;
    }

    @Task(id = "loops.for-expression-init")
    public int forExpressionInit(int n) {
        int i, r = 0;
        for (i = one(0), effect(i); i < n; effect(i), i++) r += i;
        return r * 10 + i;
    }

    @Task(id = "loops.for-without-body")
    public int forWithoutBody(int n) {
        int i = 0;
        for (; below(i, n); i++) ;
        return i;
    }

    @Task(id = "loops.for-continue-runs-update")
    public int forContinue(int n) {
        int r = 0;
        for (int i = 0; i < n; i = one(i)) {
            if (i % 2 == 1) continue;
            effect(i);
            r += i;
        }
        return r;
    }

    @Task(id = "loops.nested")
    public int nested(int n) {
        int r = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                r = r * 3 + one(j) % 3;
            }
            effect(r);
        }
        return r;
    }

    @Task(id = "loops.nested-mixed")
    public String nestedMixed(int n) {
        StringBuilderLike r = new StringBuilderLike();
        int i = 0;
        while (i < n) {
            int j = 0;
            do {
                for (String s : List.of("a", "b")) {
                    r.add(s + one(j));
                }
                j++;
            } while (j < i);
            i++;
        }
        return r.text;
    }

    /** Mutable and storable. */
    public static class StringBuilderLike {
        public String text = "";

        public void add(String more) {
            text += more;
        }
    }

    @Task(id = "loops.labelled-break")
    public int labelledBreak(int n) {
        int r = 0;
        outer:
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                if (one(i + j) == 4) break outer;
                r++;
            }
            effect(i);
        }
        return r;
    }

    @Task(id = "loops.labelled-continue")
    public int labelledContinue(int n) {
        int r = 0;
        outer:
        for (int i = 0; i < n; i++) {
            int j = 0;
            while (true) {
                j = one(j);
                if (j > i) continue outer;
                r += j;
            }
        }
        return r;
    }

    @Task(id = "loops.labelled-continue-while")
    public int labelledContinueWhile(int n) {
        int i = 0, r = 0;
        again:
        while (below(i, n)) {
            i++;
            for (int j = 0; j < 3; j++) {
                if (j == i) continue again;
                r += one(j);
            }
            effect(i);
        }
        return r;
    }

    @Task(id = "loops.labelled-continue-do")
    public int labelledContinueDo(int n) {
        int i = 0, r = 0;
        again:
        do {
            i++;
            while (true) {
                if (one(i) % 2 == 0) continue again;
                r += i;
                break;
            }
            effect(r);
        } while (below(i, n));
        return r;
    }

    @Task(id = "loops.three-levels")
    public String threeLevels(int n) {
        String r = "";
        a:
        for (int i = 0; i < 3; i++) {
            b:
            for (int j = 0; j < 3; j++) {
                for (int k = 0; k < 3; k++) {
                    int sum = one(i + j + k);
                    if (sum == n) continue b;
                    if (sum == n + 2) continue a;
                    if (sum > n + 3) break a;
                    r += i + "" + j + k + " ";
                    if (r.length() > 30) break b;
                }
            }
        }
        return r;
    }

    @Task(id = "loops.labelled-block")
    public int labelledBlock(int n) {
        int r = 1;
        block:
        {
            if (n > 2) break block;
            r = one(r);
            if (n > 0) break block;
            r = one(r * 10);
        }
        return r;
    }

    @Task(id = "loops.labelled-if")
    public int labelledIf(int n) {
        int r = 0;
        test:
        if (one(n) > 1) {
            r = 1;
            if (n > 2) break test;
            r = one(r);
        } else {
            effect(r);
        }
        return r;
    }

    @Task(id = "loops.same-label-twice")
    public int sameLabelTwice(int n) {
        int r = 0;
        l:
        for (int i = 0; i < n; i++) {
            if (one(i) == 2) continue l;
            r += i;
        }
        l:
        for (int i = 0; i < n; i++) {
            if (one(i) == 3) break l;
            r += i * 10;
        }
        return r;
    }

    @Task(id = "loops.body-without-step")
    public int bodyWithoutStep(int n) {
        int r = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                if (j == 2) continue;
                r += j;
            }
        }
        effect(r);
        outer:
        while (true) {
            while (true) {
                if (r++ > n) break outer;
            }
        }
        return one(r);
    }

    @Task(id = "loops.variable-per-iteration")
    public String variablePerIteration(int n) {
        String r = "";
        for (int i = 0; i < n; i++) {
            int fresh;
            if (i % 2 == 0) {
                fresh = one(i);
            } else {
                fresh = -i;
            }
            effect(fresh);
            r += fresh + ",";
        }
        return r;
    }

    @Task(id = "loops.growing-list")
    public List<Integer> growingList(int n) {
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            all.add(one(i));
        }
        return all;
    }

    @Task(id = "loops.retry-inside")
    public int retryInside(int n) {
        int attempts = 0;
        while (true) {
            try {
                return one(n) * 100 + attempts;
            } catch (RuntimeException e) {
                attempts++;
                if (attempts > 3) throw e;
                effect(attempts);
            }
        }
    }

    @Task(id = "loops.break-in-else")
    public int breakInElse(int n) {
        int i = 0;
        for (; ; i++) if (below(i, n)) effect(i); else break;
        return i;
    }

    @Task(id = "loops.constant-false")
    public int constantFalse(int n) {
        for (int i = 0; i < 0; i++) {
            effect(i);
        }
        boolean never = false;
        while (never) effect(never);
        do effect(n); while (false);
        return n;
    }
}
