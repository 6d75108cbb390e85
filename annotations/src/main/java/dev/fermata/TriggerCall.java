package dev.fermata;

import org.jspecify.annotations.Nullable;

/**
 * A run about to be triggered, with its options.
 *
 * @param <R> the task's result
 */
public interface TriggerCall<R extends @Nullable Object> {

    /**
     * A second trigger of the same task with the same key returns the first run instead of starting another. Default:
     * none. 1 to 256 characters.
     */
    TriggerCall<R> idempotencyKey(String key);

    /**
     * Stores the run and returns its handle. In a transaction of the host's data source it joins it: the run exists when
     * the transaction commits, and not otherwise.
     *
     * @throws FermataException if the payload cannot be encoded, is too large, or an option is out of range; nothing is
     *     stored then
     */
    RunHandle<R> trigger();
}
