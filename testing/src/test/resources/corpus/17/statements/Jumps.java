package corpus;

import static dev.fermata.testing.differential.Trace.t;

import dev.fermata.*;
import dev.fermata.testing.differential.Trace;
import java.util.*;

/** return, break and continue through finally. */
public class Jumps {

    @Step
    public int one(int v) {
        Trace.step("one", v);
        return v + 1;
    }

    @Step
    public void effect(Object v) {
        Trace.step("effect", v);
    }

    @Task(id = "jumps.return-through-finally")
    public int returnThroughFinally(int n) {
        try {
            return one(n);
        } finally {
            effect("finally");
        }
    }

    @Task(id = "jumps.return-value-is-taken-before-finally")
    public int returnValueBeforeFinally(int n) {
        int x = n;
        try {
            x = one(x);
            return x;
        } finally {
            x = one(x * 10);
            t("x", x);
        }
    }

    @Task(id = "jumps.return-through-two")
    public String returnThroughTwo(int n) {
        try {
            try {
                if (n > 1) return "early" + one(n);
                effect("body");
            } finally {
                effect("inner");
            }
        } finally {
            effect("outer");
        }
        return "late";
    }

    @Task(id = "jumps.return-void-through-finally")
    public void returnVoid(int n) {
        try {
            if (one(n) > 2) return;
            effect("body");
        } finally {
            effect("finally");
        }
        effect("after");
    }

    @Task(id = "jumps.return-in-finally-wins")
    @SuppressWarnings("finally")
    public int returnInFinally(int n) {
        try {
            if (n > 2) throw new IllegalStateException("lost");
            return one(n);
        } finally {
            if (n != 1) return one(100);
        }
    }

    @Task(id = "jumps.return-in-finally-of-finally")
    @SuppressWarnings("finally")
    public int returnInFinallyOfFinally(int n) {
        try {
            return one(n);
        } finally {
            try {
                effect("a");
                if (n > 1) return one(50);
            } finally {
                effect("b");
            }
        }
    }

    @Task(id = "jumps.break-through-finally")
    public int breakThroughFinally(int n) {
        int r = 0;
        for (int i = 0; i < n; i++) {
            try {
                if (one(i) == 3) break;
                r += i;
            } finally {
                effect(i);
            }
        }
        return r;
    }

    @Task(id = "jumps.continue-through-finally")
    public int continueThroughFinally(int n) {
        int r = 0;
        for (int i = 0; i < n; i++) {
            try {
                if (i % 2 == 0) continue;
                r += one(i);
            } finally {
                effect(i);
            }
            r *= 10;
        }
        return r;
    }

    @Task(id = "jumps.labelled-through-two-finally")
    public int labelledThroughTwo(int n) {
        int r = 0;
        outer:
        for (int i = 0; i < 3; i++) {
            try {
                for (int j = 0; j < 3; j++) {
                    try {
                        int sum = one(i + j);
                        if (sum == n) continue outer;
                        if (sum == n + 2) break outer;
                        r++;
                    } finally {
                        effect("inner" + j);
                    }
                }
            } finally {
                effect("outer" + i);
            }
        }
        return r;
    }

    @Task(id = "jumps.break-in-finally")
    @SuppressWarnings("finally")
    public int breakInFinally(int n) {
        int r = 0;
        while (true) {
            try {
                if (n > 2) throw new IllegalStateException("lost");
                r = one(n);
                if (n == 2) return r;
            } finally {
                effect("finally");
                break;
            }
        }
        return r * 100;
    }

    @Task(id = "jumps.continue-in-finally")
    @SuppressWarnings("finally")
    public int continueInFinally(int n) {
        int r = 0;
        for (int i = 0; i < 3; i++) {
            try {
                if (i == n) throw new IllegalStateException("lost");
                r += one(i);
            } finally {
                effect(i);
                continue;
            }
        }
        return r;
    }

    @Task(id = "jumps.return-from-catch")
    public String returnFromCatch(int n) {
        try {
            if (one(n) > 2) throw new IllegalStateException("big");
            return "small";
        } catch (IllegalStateException e) {
            return e.getMessage() + one(n);
        } finally {
            effect("finally");
        }
    }

    @Task(id = "jumps.three-ways-out")
    public String threeWaysOut(int n) {
        String r = "";
        for (int i = 0; i < 4; i++) {
            try {
                switch (one(n + i)) {
                    case 2:
                        continue;
                    case 3:
                        r += "three";
                        break;
                    case 4:
                        return r + "four";
                    case 5:
                        throw new IllegalStateException("five");
                    default:
                        r += i;
                }
                r += ";";
            } finally {
                effect(r);
            }
        }
        return r;
    }

    @Task(id = "jumps.break-block-through-finally")
    public int breakBlock(int n) {
        int r = 0;
        block:
        {
            try {
                r = one(n);
                if (n > 1) break block;
                r += 10;
            } finally {
                effect(r);
            }
            r += one(1000);
        }
        return r;
    }

    @Task(id = "jumps.finally-without-step-in-it")
    public int finallyWithoutStep(int n) {
        int r = 0;
        try {
            r = one(n);
            if (n > 1) return r;
        } finally {
            r = t("finally", r + 1);
        }
        return r * 100;
    }

    @Task(id = "jumps.only-finally-has-a-step")
    public int onlyFinally(int n) {
        int r = 1;
        for (int i = 0; i < 3; i++) {
            try {
                if (i == n) continue;
                if (i == n + 1) break;
                if (n == 3 && i == 1) return r;
                if (n < 0) throw new IllegalStateException("negative");
                r = t("body", r * 10 + i);
            } finally {
                effect(i);
            }
            r++;
        }
        return r;
    }
}
