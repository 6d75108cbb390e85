package dev.fermata.spring.ledger;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a test lets happen inside the steps of one run, after they have written; and which were called. */
public final class Hooks {

    private final Map<String, Callable<?>> hooks = new ConcurrentHashMap<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();

    /** {@code hook} runs at every call of the step {@code step} in the run {@code run}. */
    public void on(String run, String step, Callable<?> hook) {
        hooks.put(run + "/" + step, hook);
    }

    void called(String run, String step) throws Exception {
        calls.add(run + "/" + step);
        Callable<?> hook = hooks.get(run + "/" + step);
        if (hook != null) {
            Object unused = hook.call();
        }
    }

    /** How often a step of a run was called. */
    public int calls(String run, String step) {
        return (int) calls.stream().filter((run + "/" + step)::equals).count();
    }

    /** Fails the first time, does nothing from then on. */
    public static Callable<?> once(Callable<?> first) {
        java.util.concurrent.atomic.AtomicBoolean done = new java.util.concurrent.atomic.AtomicBoolean();
        return () -> {
            if (!done.getAndSet(true)) {
                Object unused = first.call();
            }
            return "";
        };
    }

    /** A hook that throws. */
    public static Callable<?> failing(Exception failure) {
        return () -> {
            throw failure;
        };
    }
}
