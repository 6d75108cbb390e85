package dev.fermata.testing.differential;

import dev.fermata.machine.DurableScope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * What one execution of a task did, in order: its step calls with their arguments, its sleeps, and every sub-expression
 * that the task passes through {@link #t}. Task sources import the static methods; the trace is bound to the thread.
 */
public final class Trace {

    /** What a planned failure of a step throws. */
    public static final class Boom extends RuntimeException {

        private static final long serialVersionUID = 1L;

        public Boom(String message) {
            super(message);
        }
    }

    private static final int MOST_EVENTS = 2_000;
    private static final ThreadLocal<Trace> CURRENT = new ThreadLocal<>();

    private final List<String> events = new ArrayList<>();
    private final FaultPlan faults;
    private int steps;
    private int suspensions;

    Trace(FaultPlan faults) {
        this.faults = faults;
    }

    /** Runs {@code body} with this trace, and a {@link DurableScope} that writes to it, bound to the thread. */
    <T extends @Nullable Object> T record(Callable<T> body) throws Exception {
        CURRENT.set(this);
        try {
            return DurableScope.call(new Scope(), body);
        } finally {
            CURRENT.remove();
        }
    }

    List<String> events() {
        return List.copyOf(events);
    }

    int steps() {
        return steps;
    }

    void slept(Duration duration) {
        suspensions++;
        add("sleep " + duration);
    }

    /** Called first by every step of a task under test: records the call, and fails where the plan says so. */
    public static void step(String name, @Nullable Object... arguments) {
        Trace trace = current();
        trace.suspensions++;
        int number = ++trace.steps;
        StringBuilder call = new StringBuilder(name).append('(');
        for (int i = 0; i < arguments.length; i++) {
            call.append(i == 0 ? "" : ", ").append(Portrait.of(arguments[i]));
        }
        boolean fails = trace.faults.failsAt(number);
        trace.add(call.append(fails ? ") fails" : ")").toString());
        if (fails) {
            throw new Boom(name + " number " + number);
        }
    }

    /** Records that a sub-expression was evaluated, and is its value. */
    public static <T extends @Nullable Object> T t(String label, T value) {
        current().add(label + "=" + Portrait.of(value));
        return value;
    }

    public static int t(String label, int value) {
        current().add(label + "=" + value);
        return value;
    }

    public static long t(String label, long value) {
        current().add(label + "=" + value);
        return value;
    }

    public static boolean t(String label, boolean value) {
        current().add(label + "=" + value);
        return value;
    }

    public static double t(String label, double value) {
        current().add(label + "=" + value);
        return value;
    }

    public static char t(String label, char value) {
        current().add(label + "=" + value);
        return value;
    }

    private void add(String event) {
        if (events.size() >= MOST_EVENTS) {
            throw new AssertionError("endless: " + events.subList(0, 20));
        }
        events.add(event);
    }

    private static Trace current() {
        Trace trace = CURRENT.get();
        if (trace == null) {
            throw new IllegalStateException("No trace is bound: the task under test runs outside the harness.");
        }
        return trace;
    }

    private final class Scope implements DurableScope {

        @Override
        public void sleep(Duration duration) {
            slept(duration);
        }

        /** The same for plain and compiled: which suspension of the run this is. */
        @Override
        public String idempotencyKey() {
            return "run/" + suspensions;
        }
    }
}
