package corpus;

import dev.fermata.*;
import dev.fermata.testing.differential.Trace;
import java.io.*;
import java.util.*;
import java.util.function.*;

/** What the messages of the compiler advise: each code has one of these, or another task of the corpus. */
public class Rewrites {

    /** Named, so that it can be stored. */
    record Half(int value) {}

    /** Package-private, so that the machine can name it and its members. */
    static class Rate {
        final int perUnit;

        Rate(int perUnit) {
            this.perUnit = perUnit;
        }

        int times(int n) {
            return perUnit * n;
        }
    }

    /** At the top level of the class. */
    static class Numbers extends ArrayList<Integer> {
        private static final long serialVersionUID = 1L;
    }

    private final Object lock = new Object();
    private final List<Integer> noted = new ArrayList<>();
    private final Map<String, String> files = Map.of("f", "text of f");

    List<Integer> open() {
        return new ArrayList<>(List.of(1, 2));
    }

    Iterable<Integer> numbers() {
        return List.of(1, 2, 3);
    }

    @Step
    public int s(int v) {
        Trace.step("s", v);
        return v + 1;
    }

    @Step
    public int locked(int v) {
        Trace.step("locked", v);
        synchronized (lock) {
            return v * 2;
        }
    }

    @Step
    public int lengthOf(String file) throws IOException {
        Trace.step("lengthOf", file);
        try (Reader in = new StringReader(files.get(file))) {
            return (int) in.skip(100);
        }
    }

    @Step(name = "charge.card", retry = @Retry(maxAttempts = 3, minDelay = "1s", maxDelay = "1m", factor = 2))
    public int charge(int v) {
        Trace.step("charge", v);
        return v;
    }

    @Step
    int ofKind(int v) {
        Trace.step("ofKind", v);
        return v % 2;
    }

    @Task(id = "rewrites.loop-for-a-lambda")
    public int loop(int n) {
        int sum = 0;
        for (int x : numbersOf(n)) sum += s(x);
        return sum;
    }

    private static List<Integer> numbersOf(int n) {
        return List.of(n, 2, 3);
    }

    @Task(id = "rewrites.result-passed-into-a-class")
    public int resultPassedIn(int n) {
        int a = s(n);
        IntSupplier twice = new IntSupplier() {
            @Override
            public int getAsInt() {
                return a * 2;
            }
        };
        return twice.getAsInt();
    }

    @Task(id = "rewrites.lock-inside-the-step")
    public int lock(int n) {
        return locked(locked(n));
    }

    @Task(id = "rewrites.resource-inside-the-step")
    public int resource(int n) throws IOException {
        return lengthOf("f") + s(n);
    }

    @Task(id = "rewrites.step-before-assert")
    public int asserted(int n) {
        int a = s(n);
        assert a > Integer.MIN_VALUE;
        return a;
    }

    @Task(id = "rewrites.step-for-a-task")
    public int stepForTask(int n) {
        return charge(s(n));
    }

    @Task(id = "rewrites.elements-copied-into-a-list")
    public int copied(int n) {
        List<Integer> all = new ArrayList<>();
        numbers().forEach(all::add);
        int sum = n;
        for (int x : all) sum += s(x);
        return sum;
    }

    @Task(id = "rewrites.opened-after-the-step")
    public int openedAfter(int n) throws IOException {
        int a = s(n);
        try (Reader in = new StringReader(files.get("f"))) {
            return in.read() + a;
        }
    }

    @Task(id = "rewrites.step-first")
    public long stepFirst(int n) {
        int a = s(n);
        return numbersOf(n).stream().filter(x -> x > a).count();
    }

    @Task(id = "rewrites.key-for-a-connection")
    public int keyForConnection(String file) throws IOException {
        return lengthOf(file) + s(1);
    }

    static Object[][] keyForConnectionInputs() {
        return new Object[][] {{"f"}};
    }

    @Task(id = "rewrites.receiver-after-the-step")
    public int receiverAfter(int n) {
        int a = s(n);
        List<Integer> list = open();
        list.add(a);
        return list.size() + a;
    }

    @Task(id = "rewrites.record-for-an-anonymous-class")
    public int named(int n) {
        var half = new Half(n / 2);
        int a = s(n);
        return half.value() + a;
    }

    @Task(id = "rewrites.equals-for-identity")
    public int equalsForIdentity(int n) {
        Half half = new Half(n / 2);
        Half same = half;
        int a = s(n);
        return half.equals(same) ? a : 0;
    }

    @Task(id = "rewrites.field-itself")
    public int fieldItself(int n) {
        int a = s(n);
        noted.add(a);
        int b = s(a);
        noted.add(b);
        return a + b;
    }

    @Task(id = "rewrites.package-private-types-and-members")
    public int packagePrivate(int n) {
        Rate rate = new Rate(n);
        IntUnaryOperator times = rate::times;
        int a = times.applyAsInt(2);
        return s(a) + rate.perUnit;
    }

    @Task(id = "rewrites.class-at-the-top-level")
    public int topLevel(int n) {
        Numbers numbers = new Numbers();
        numbers.add(s(n));
        return numbers.get(0);
    }

    @Task(id = "rewrites.assigned-and-then-captured")
    public int assignedThenCaptured(int n) {
        int late;
        late = n + 5;
        IntSupplier answer = () -> late;
        int r = Objects.hash(late, answer.getAsInt());
        return r + s(1);
    }

    @Task(id = "rewrites.list-for-variable-arguments")
    public int list(List<Integer> numbers) {
        int sum = 0;
        for (int x : numbers) sum += s(x);
        return sum;
    }

    static Object[][] listInputs() {
        return new Object[][] {{List.of()}, {List.of(1, 2)}};
    }

    @Task(id = "rewrites.one-role-for-each-method")
    public int roles(int n) {
        return ofKind(n) == 0 ? charge(n) : s(n);
    }

    @Task(id = "rewrites.thrown-by-hand")
    public int thrownByHand(int n) {
        try {
            return lengthOf("f") + s(n);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static class Nested {

        @Step
        protected int overridable(int v) {
            Trace.step("overridable", v);
            return v;
        }

        @Task(id = "rewrites.instance-method-of-a-static-class")
        int run(int n) {
            return overridable(n) + overridable(1);
        }
    }
}
