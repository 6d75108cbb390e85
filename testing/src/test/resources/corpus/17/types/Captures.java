package corpus;

import static dev.fermata.testing.differential.Trace.t;

import dev.fermata.*;
import dev.fermata.testing.differential.Trace;
import java.util.*;
import java.util.function.*;

/** Captured variables keep the value of their iteration. */
public class Captures {

    @Step
    public int s(int v) {
        Trace.step("s", v);
        return v + 1;
    }

    static int run(IntSupplier f) {
        return f.getAsInt();
    }

    @Task(id = "captures.foreach-variable")
    public String foreachVariable(int n) {
        String r = "";
        for (int x : new int[] {1, 2, 3}) {
            int y = s(x);
            r += run(() -> x * 100 + y) + ",";
        }
        return r;
    }

    @Task(id = "captures.list-of-suppliers-in-one-state")
    public String suppliers(int n) {
        int base = s(n);
        List<IntSupplier> all = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            int copy = i;
            all.add(() -> copy * 10 + base);
        }
        String r = "";
        for (IntSupplier f : all) r += f.getAsInt() + ",";
        return r + s(1);
    }

    @Task(id = "captures.fresh-each-iteration")
    public String fresh(int n) {
        String r = "";
        for (int i = 0; i < 3; i++) {
            int x = s(i);
            final int z = i;
            IntSupplier f = () -> x + z;
            r += f.getAsInt();
            r += s(run(() -> x * z));
        }
        return r;
    }

    @Task(id = "captures.parameter")
    public int parameter(int n) {
        s(0);
        int a = run(() -> n * 2);
        return s(a) + run(() -> n + 1);
    }

    @Task(id = "captures.escaping-lambda")
    public String escaping(int n) {
        int x = s(n);
        Holder holder = new Holder();
        holder.value = run(() -> x);
        for (int i = 0; i < 2; i++) {
            int y = s(i);
            Runnable change = () -> holder.value += x + y;
            change.run();
        }
        return "" + holder.value;
    }

    public static class Holder {
        public int value;
    }

    @Task(id = "captures.assigned-once-late")
    public int late(int n) {
        int x;
        if (n > 1) x = s(n);
        else x = 3;
        s(0);
        return run(() -> x * 2) + s(x);
    }

    @Task(id = "captures.anonymous-class")
    public String anonymous(int n) {
        int x = s(n);
        String r = "";
        for (int i = 0; i < 2; i++) {
            int k = i;
            Object o = new Object() {
                @Override
                public String toString() {
                    return x + ":" + k;
                }
            };
            r += o + ";";
            s(i);
        }
        return r;
    }

    @Task(id = "captures.array-cell")
    public int arrayCell(int n) {
        int[] cell = {0};
        for (int i = 0; i < 3; i++) {
            int d = s(i);
            Runnable add = () -> cell[0] += d;
            add.run();
        }
        return cell[0];
    }

    @Task(id = "captures.catch-parameter")
    public String catchParameter(int n) {
        try {
            if (n > 1) throw new IllegalStateException("m" + s(n));
            return "none";
        } catch (IllegalStateException e) {
            s(5);
            Supplier<String> f = () -> e.getMessage() + "!";
            return f.get();
        }
    }

    @Task(id = "captures.in-condition-and-argument")
    public int inCondition(int n) {
        int x = s(n);
        if (run(() -> x) > 2 && s(x) > 0) {
            return s(run(() -> x * x));
        }
        return run(() -> -x);
    }

    @Task(id = "captures.lambda-in-step-argument-expression")
    public int inStepArgument(int n) {
        int base = n * 2;
        return s(List.of(1, 2, 3).stream().mapToInt(v -> v + base).sum()) + s(run(() -> base));
    }

    static final ThreadLocal<List<IntSupplier>> LATER = ThreadLocal.withInitial(ArrayList::new);

    static void later(IntSupplier f) {
        LATER.get().add(f);
    }

    @Task(id = "captures.lambda-kept-elsewhere")
    public String keptElsewhere(int n) {
        LATER.get().clear();
        for (int i = 0; i < 3; i++) {
            int x = s(i * n);
            later(() -> x);
        }
        s(9);
        String r = "";
        for (IntSupplier f : LATER.get()) r += f.getAsInt() + ",";
        return r;
    }

    @Task(id = "captures.foreach-variable-kept-elsewhere")
    public String foreachKeptElsewhere(int n) {
        LATER.get().clear();
        for (int x : new int[] {n, n + 1, n + 2}) {
            s(x);
            later(() -> x);
        }
        int sum = 0;
        for (IntSupplier f : LATER.get()) sum = sum * 10 + f.getAsInt();
        return sum + "";
    }
}
