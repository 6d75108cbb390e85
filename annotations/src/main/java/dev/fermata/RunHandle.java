package dev.fermata;

import org.jspecify.annotations.Nullable;

/**
 * A triggered run.
 *
 * @param <R> the task's result
 */
public interface RunHandle<R extends @Nullable Object> {

    /** The run's id, {@code run_} and 32 hexadecimal digits. */
    String id();

    /** Whether an earlier run with the same idempotency key was returned instead of a new one. */
    boolean isCached();
}
