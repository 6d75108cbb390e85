package corpus;

import static dev.fermata.testing.differential.Trace.t;

import dev.fermata.*;
import dev.fermata.testing.differential.Trace;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.*;

/** Multi-catch, rethrow, exceptions thrown in catch and finally, suppressed ones, exceptions as values. */
public class Exceptions {

    public static class OrderException extends Exception {
        private static final long serialVersionUID = 1L;
        public final String order;
        public final int line;

        public OrderException(String order, int line) {
            super("order " + order + " line " + line);
            this.order = order;
            this.line = line;
        }
    }

    @Step
    public int one(int v) {
        Trace.step("one", v);
        return v + 1;
    }

    @Step
    public int order(int v) throws OrderException {
        Trace.step("order", v);
        if (v > 1) throw new OrderException("o" + v, v);
        return v;
    }

    @Step
    public void effect(Object v) {
        Trace.step("effect", v);
    }

    @Task(id = "exceptions.fields-survive")
    public String fieldsSurvive(int n) {
        try {
            return "fine" + order(n);
        } catch (OrderException e) {
            effect("catch");
            return e.order + "/" + e.line + "/" + e.getMessage();
        }
    }

    @Task(id = "exceptions.rethrow")
    public int rethrow(int n) throws OrderException {
        try {
            return order(n);
        } catch (OrderException e) {
            effect("catch");
            throw e;
        }
    }

    @Task(id = "exceptions.precise-rethrow")
    public int preciseRethrow(int n) throws OrderException {
        try {
            return order(n) + one(n);
        } catch (Exception e) {
            effect("catch");
            throw e;
        } finally {
            effect("finally");
        }
    }

    @Task(id = "exceptions.wrapped")
    public int wrapped(int n) {
        try {
            return order(n);
        } catch (OrderException e) {
            throw new IllegalStateException("wrapped " + one(n), e);
        }
    }

    @Task(id = "exceptions.suppressed-by-hand")
    public int suppressed(int n) throws OrderException {
        OrderException first = null;
        for (int i = 0; i <= n; i++) {
            try {
                effect(order(i));
            } catch (OrderException e) {
                if (first == null) first = e;
                else first.addSuppressed(e);
            }
        }
        if (first != null) throw first;
        return one(n);
    }

    @Task(id = "exceptions.kept-in-variable")
    public String keptInVariable(int n) {
        Exception kept = null;
        try {
            order(n);
        } catch (OrderException e) {
            kept = e;
        }
        effect("between");
        return kept == null ? "none" : kept.getMessage() + one(0);
    }

    @Task(id = "exceptions.thrown-in-catch-caught-outside")
    public String thrownInCatch(int n) {
        try {
            try {
                return "" + order(n);
            } catch (OrderException e) {
                one(100);
                throw new IOException("inner", e);
            }
        } catch (IOException e) {
            effect(e.getCause().getMessage());
            return e.getMessage();
        }
    }

    @Task(id = "exceptions.thrown-in-finally-replaces")
    public String thrownInFinally(int n) {
        String r = "";
        try {
            try {
                r += order(n);
            } finally {
                r += one(5);
                if (n > 0) throw new IllegalStateException("from finally");
            }
        } catch (OrderException e) {
            r += "order";
        } catch (IllegalStateException e) {
            r += e.getMessage() + e.getSuppressed().length;
        }
        effect(r);
        return r;
    }

    @Task(id = "exceptions.nested-three")
    public String nestedThree(int n) {
        String r = "";
        try {
            r += one(1);
            try {
                r += one(2);
                try {
                    r += order(n);
                } catch (OrderException e) {
                    r += "a";
                    if (n == 3) throw e;
                    effect("inner");
                } finally {
                    r += "f1" + one(3);
                }
            } finally {
                r += "f2" + one(4);
            }
        } catch (Exception e) {
            r += "outer" + e.getMessage();
            effect("outer");
        }
        return r;
    }

    @Task(id = "exceptions.try-in-catch")
    public String tryInCatch(int n) {
        try {
            return "" + order(n);
        } catch (OrderException e) {
            try {
                return "retried" + order(n - 2);
            } catch (OrderException again) {
                effect("again");
                return e.getMessage() + again.getMessage();
            }
        }
    }

    @Task(id = "exceptions.try-in-finally")
    public String tryInFinally(int n) {
        String r = "";
        try {
            r += one(n);
        } finally {
            try {
                r += order(n);
            } catch (OrderException e) {
                r += e.line + one(9);
            }
        }
        return r;
    }

    @Task(id = "exceptions.subclass-of-declared")
    public String subclass(int n) {
        try {
            if (one(n) > 2) throw new FileNotFoundException("file " + n);
            throw new IOException("io " + n);
        } catch (FileNotFoundException e) {
            return "file" + one(1);
        } catch (IOException e) {
            return "io" + one(2);
        }
    }

    @Task(id = "exceptions.multi-catch-lub")
    public String multiCatchLub(int n) {
        try {
            if (n == 1) throw new IllegalStateException("s" + one(1));
            if (n == 2) throw new IllegalArgumentException("a" + one(2));
            order(n);
            return "fine";
        } catch (IllegalStateException | IllegalArgumentException | OrderException e) {
            effect("catch");
            Exception x = e;
            return x.getClass().getSimpleName() + one(0);
        }
    }

    @Task(id = "exceptions.user-code-between-steps")
    public String userCode(int n) {
        int[] array = {1, 2};
        try {
            effect("before");
            int v = array[n];
            return "v" + one(v);
        } catch (ArrayIndexOutOfBoundsException e) {
            return e.getMessage() + one(7);
        }
    }

    @Task(id = "exceptions.division-by-zero")
    public int divisionByZero(int n) {
        int a = one(9);
        try {
            return a / n + one(a);
        } catch (ArithmeticException e) {
            effect(e.getMessage());
            return -1;
        }
    }

    @Task(id = "exceptions.null-pointer")
    public String nullPointer(int n) {
        String s = n > 1 ? null : "s";
        effect(n);
        try {
            return s.length() + "" + one(n);
        } catch (NullPointerException e) {
            return "npe" + one(n);
        }
    }

    @Task(id = "exceptions.class-cast")
    public String classCast(int n) {
        Object o = n > 1 ? "text" : Integer.valueOf(n);
        effect(o);
        try {
            return "" + one((Integer) o);
        } catch (ClassCastException e) {
            return "cast" + one(n);
        }
    }

    @Task(id = "exceptions.error-passes-catch-exception")
    public String error(int n) {
        try {
            effect(n);
            if (n == 1) throw new AssertionError("assertion");
            return "fine" + order(n);
        } catch (Exception e) {
            return "exception" + one(n);
        } finally {
            effect("finally");
        }
    }

    @Task(id = "exceptions.catch-variable-shadows-nothing")
    public String sameNameTwice(int n) {
        String r = "";
        try {
            r += order(n);
        } catch (OrderException e) {
            r += e.line;
            effect(1);
            r += e.order;
        }
        try {
            r += order(n + 1);
        } catch (Exception e) {
            effect(2);
            r += e.getMessage();
        }
        return r;
    }

    @Task(id = "exceptions.own-throwable")
    public String ownThrowable(int n) throws Throwable {
        try {
            effect(n);
            if (n > 1) throw new Exception("x" + n);
            return "fine";
        } catch (Throwable e) {
            effect("caught");
            throw e;
        }
    }

    @Task(id = "exceptions.compensation")
    public String compensation(int n) throws OrderException {
        List<String> done = new ArrayList<>();
        try {
            effect("reserve");
            done.add("reserve");
            order(n);
            done.add("order");
            one(n);
            done.add("one");
            return "done" + done;
        } catch (RuntimeException | OrderException e) {
            for (int i = done.size() - 1; i >= 0; i--) {
                effect("undo " + done.get(i));
            }
            throw e;
        }
    }

    @Task(id = "exceptions.in-loop-collected")
    public List<String> collected(int n) {
        List<String> failures = new ArrayList<>();
        for (int i = 0; i <= n; i++) {
            try {
                failures.add("ok" + order(i));
            } catch (OrderException e) {
                failures.add(e.getMessage());
                continue;
            } finally {
                effect(i);
            }
            failures.add("-");
        }
        return failures;
    }

    @Task(id = "exceptions.unchecked-cause-chain")
    public int causeChain(int n) {
        try {
            return order(n);
        } catch (OrderException e) {
            IllegalStateException outer = new IllegalStateException("outer", new IOException("middle", e));
            outer.addSuppressed(new IllegalArgumentException("beside"));
            effect("before throw");
            throw outer;
        }
    }

    @Task(id = "exceptions.read-only-by-the-handler")
    public String readByHandler(int n) {
        String kept = "kept" + n;
        try {
            effect(1);
            effect(2);
            return "fine";
        } catch (RuntimeException e) {
            return kept + e.getMessage();
        }
    }

    /** What the JVM says of the null names a local here and a field in the machine; the wrapper repeats it. */
    @Task(id = "exceptions.null-wrapped")
    public int nullWrapped(int n) {
        Integer a = n > 0 ? null : Integer.valueOf(n);
        effect("before");
        try {
            return a + one(n);
        } catch (RuntimeException e) {
            throw new RuntimeException(e);
        }
    }
}
