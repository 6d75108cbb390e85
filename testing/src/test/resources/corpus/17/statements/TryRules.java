package corpus;

import static dev.fermata.testing.differential.Trace.t;

import dev.fermata.*;
import dev.fermata.testing.differential.Trace;
import java.io.IOException;
import java.util.*;

/**
 * JLS §14.20, one task for each rule. V is a thrown value, R and S are reasons to complete abruptly. Every block has a
 * step, so every step fails once as well.
 */
public class TryRules {

    @Step
    public int one(int v) {
        Trace.step("one", v);
        return v + 1;
    }

    @Step
    public void effect(Object v) {
        Trace.step("effect", v);
    }

    @Step
    public int risky(int v) throws IOException {
        Trace.step("risky", v);
        if (v == 1) throw new IOException("io " + v);
        if (v == 2) throw new IllegalArgumentException("argument " + v);
        if (v == 3) throw new IllegalStateException("state " + v);
        if (v == 6) throw new StackOverflowError("error " + v);
        return v * 10;
    }

    // §14.20.1 try-catch

    @Task(id = "jls-14.20.1.try-completes-normally")
    public int tryNormal(int n) {
        int r = 0;
        try {
            r = one(n);
        } catch (UnsupportedOperationException e) {
            effect("never");
        }
        return r;
    }

    @Task(id = "jls-14.20.1.first-matching-catch")
    public String firstMatching(int n) throws IOException {
        String r = "";
        try {
            r += risky(n);
        } catch (IllegalArgumentException e) {
            r = "first" + one(1);
        } catch (RuntimeException e) {
            r = "second" + one(2);
        } catch (StackOverflowError e) {
            r = "error" + one(3);
        }
        return r + one(4);
    }

    @Task(id = "jls-14.20.1.catch-completes-normally")
    public String catchNormal(int n) {
        String r = "";
        try {
            r += risky(n);
        } catch (IOException | RuntimeException e) {
            effect(e.getMessage());
        }
        effect("after");
        return r;
    }

    @Task(id = "jls-14.20.1.catch-completes-abruptly")
    public int catchAbrupt(int n) throws IOException {
        try {
            return risky(n);
        } catch (IOException e) {
            effect("catch");
            throw new IllegalStateException("from catch", e);
        } catch (IllegalArgumentException e) {
            return one(50);
        }
    }

    @Task(id = "jls-14.20.1.no-catch-matches")
    public int noMatch(int n) throws IOException {
        int r = one(n);
        try {
            r += risky(n);
        } catch (UnsupportedOperationException e) {
            effect("never");
        }
        return r + one(r);
    }

    @Task(id = "jls-14.20.1.try-abrupt-for-another-reason")
    public int tryOtherReason(int n) throws IOException {
        int r = 0;
        for (int i = 0; i < 4; i++) {
            try {
                if (i == 0) continue;
                if (i == n) break;
                r += one(i);
                if (n < 0) return r;
            } catch (RuntimeException e) {
                r += 1000;
            }
            r *= 10;
        }
        return r;
    }

    // §14.20.2 try-catch-finally: the try block completes normally

    @Task(id = "jls-14.20.2.try-normal-finally-normal")
    public int tryNormalFinallyNormal(int n) {
        int r = 0;
        try {
            r = one(n);
        } finally {
            effect(r);
        }
        return one(r);
    }

    @Task(id = "jls-14.20.2.try-normal-finally-abrupt")
    @SuppressWarnings("finally")
    public int tryNormalFinallyAbrupt(int n) {
        int r = 0;
        try {
            r = one(n);
        } finally {
            effect(r);
            if (n > 1) return 77;
            if (n == 1) throw new IllegalStateException("S");
        }
        return one(r);
    }

    // the try block throws V, and a catch takes it

    @Task(id = "jls-14.20.2.caught-catch-normal-finally-normal")
    public String caughtNormalNormal(int n) {
        String r = "";
        try {
            r += risky(n);
        } catch (Exception e) {
            r += e.getMessage();
            effect("catch");
        } finally {
            effect("finally");
            r += "f";
        }
        return r + one(n);
    }

    @Task(id = "jls-14.20.2.caught-catch-normal-finally-abrupt")
    @SuppressWarnings("finally")
    public String caughtNormalAbrupt(int n) {
        String r = "";
        try {
            r += risky(n);
        } catch (Exception e) {
            effect("catch");
        } finally {
            effect("finally");
            if (n == 1) throw new UnsupportedOperationException("S");
            if (n == 2) return "S";
        }
        return r;
    }

    @Task(id = "jls-14.20.2.caught-catch-abrupt-finally-normal")
    public String caughtAbruptNormal(int n) {
        try {
            return "" + risky(n);
        } catch (IOException e) {
            effect("io");
            throw new IllegalStateException("R", e);
        } catch (IllegalArgumentException e) {
            effect("argument");
            return "R";
        } finally {
            effect("finally");
        }
    }

    @Task(id = "jls-14.20.2.caught-catch-abrupt-finally-abrupt")
    @SuppressWarnings("finally")
    public String caughtAbruptAbrupt(int n) {
        try {
            return "" + risky(n);
        } catch (Exception e) {
            effect("catch");
            throw new IllegalStateException("R is discarded", e);
        } finally {
            effect("finally");
            if (n == 1) return "S";
            if (n == 2) throw new UnsupportedOperationException("S");
        }
    }

    // the try block throws V, and no catch takes it

    @Task(id = "jls-14.20.2.uncaught-finally-normal")
    public int uncaughtFinallyNormal(int n) throws IOException {
        try {
            return risky(n);
        } catch (UnsupportedOperationException e) {
            effect("never");
            return 0;
        } finally {
            effect("finally");
        }
    }

    @Task(id = "jls-14.20.2.uncaught-finally-abrupt")
    @SuppressWarnings("finally")
    public int uncaughtFinallyAbrupt(int n) throws IOException {
        try {
            return risky(n);
        } catch (UnsupportedOperationException e) {
            return 0;
        } finally {
            effect("finally");
            if (n == 1) return 88;
            if (n == 2) throw new UnsupportedOperationException("S, V is forgotten");
        }
    }

    // the try block completes abruptly for another reason R

    @Task(id = "jls-14.20.2.other-reason-finally-normal")
    public int otherReasonNormal(int n) {
        int r = 0;
        for (int i = 0; i < 3; i++) {
            try {
                r += one(i);
                if (i == n) break;
                if (i + 1 == n) continue;
                if (n == 6) return r;
            } catch (UnsupportedOperationException e) {
                effect("never");
            } finally {
                effect(r);
            }
            r *= 10;
        }
        return r;
    }

    @Task(id = "jls-14.20.2.other-reason-finally-abrupt")
    @SuppressWarnings("finally")
    public int otherReasonAbrupt(int n) {
        int r = 0;
        for (int i = 0; i < 3; i++) {
            try {
                r += one(i);
                if (i == n) break;
                return r;
            } finally {
                effect(r);
                if (n == 2) continue;
                if (n == 3) throw new UnsupportedOperationException("S");
            }
        }
        return r * 100;
    }

    // §14.20: a catch clause does not handle what its siblings throw; a finally sees what both threw

    @Task(id = "jls-14.20.siblings-do-not-catch-each-other")
    public String siblings(int n) {
        try {
            try {
                return "" + risky(n);
            } catch (IOException e) {
                effect("io");
                throw new IllegalArgumentException("from the first", e);
            } catch (IllegalArgumentException e) {
                effect("never for the first");
                return "second";
            }
        } catch (IllegalArgumentException e) {
            return e.getMessage() + one(0);
        }
    }

    @Task(id = "jls-14.20.exception-parameter-is-assignable")
    public String parameterAssigned(int n) throws IOException {
        try {
            return "" + risky(n);
        } catch (IllegalArgumentException e) {
            e = new IllegalArgumentException("replaced", e);
            effect("catch");
            throw e;
        }
    }

    @Task(id = "jls-14.20.multi-catch")
    public String multiCatch(int n) {
        try {
            return "" + risky(n);
        } catch (IOException | IllegalArgumentException e) {
            effect(e.getMessage());
            return e.getClass().getSimpleName() + one(n);
        }
    }

    @Task(id = "jls-14.20.catch-evaluates-in-order-of-text")
    public String textOrder(int n) {
        try {
            return "" + risky(n);
        } catch (IOException e) {
            return "io" + one(1);
        } catch (IllegalStateException e) {
            return "state" + one(2);
        } catch (RuntimeException e) {
            return "runtime" + one(3);
        } catch (Exception e) {
            return "never" + one(4);
        } catch (Throwable e) {
            return "throwable" + one(5);
        }
    }

    // §14.20.3 try-with-resources, no step inside

    public static class Resource implements AutoCloseable {
        private final String name;
        private final boolean fails;

        public Resource(String name, boolean fails) {
            t("open", name);
            this.name = name;
            this.fails = fails;
        }

        @Override
        public void close() {
            t("close", name);
            if (fails) throw new IllegalStateException("close " + name);
        }
    }

    @Task(id = "jls-14.20.3.resources-close-in-reverse")
    public int resourcesReverse(int n) {
        int r = one(n);
        try (Resource a = new Resource("a", false);
                Resource b = new Resource("b", false)) {
            r += t("body", 1);
        }
        return one(r);
    }

    @Task(id = "jls-14.20.3.close-failure-is-suppressed")
    public int closeSuppressed(int n) {
        int r = one(n);
        try (Resource a = new Resource("a", n > 0);
                Resource b = new Resource("b", n > 1)) {
            if (n > 2) throw new IllegalArgumentException("body");
            r += t("body", 1);
        }
        return one(r);
    }

    @Task(id = "jls-14.20.3.extended-catch-and-finally")
    public String extended(int n) {
        String r = "";
        try (Resource a = new Resource("a", n == 1)) {
            if (n > 1) throw new IllegalArgumentException("body");
            r += "body";
        } catch (IllegalStateException e) {
            r += e.getMessage() + one(1);
        } catch (IllegalArgumentException e) {
            r += e.getMessage();
        } finally {
            r += "finally" + one(2);
        }
        return r;
    }

    @Task(id = "jls-14.20.3.null-resource-and-variable-resource")
    public int variableResource(int n) {
        int r = one(n);
        Resource shared = new Resource("shared", false);
        try (Resource none = null;
                shared) {
            r += t("body", 1);
        }
        return one(r);
    }

    @Task(id = "jls-14.20.3.resource-in-caught-block")
    public String resourceInCaughtBlock(int n) {
        try {
            effect("before");
            try (Resource a = new Resource("a", true)) {
                t("body", n);
            }
            return "not reached";
        } catch (IllegalStateException e) {
            return e.getMessage() + e.getSuppressed().length + one(n);
        }
    }
}
