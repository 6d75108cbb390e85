package dev.fermata.machine;

import dev.fermata.FermataException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * What the static {@link dev.fermata.Durable} calls reach on the current thread: bound by the engine around a step, and
 * by a test around a task that runs as plain Java.
 */
public interface DurableScope {

    /** @see dev.fermata.Durable#sleep(Duration) */
    void sleep(Duration duration);

    /** @see dev.fermata.Durable#idempotencyKey() */
    String idempotencyKey();

    /** Runs {@code body} with {@code scope} bound to the current thread, and restores what was bound before. */
    static <T extends @Nullable Object> T call(DurableScope scope, Callable<T> body) throws Exception {
        DurableScope outer = ScopeHolder.CURRENT.get();
        ScopeHolder.CURRENT.set(scope);
        try {
            return body.call();
        } finally {
            if (outer == null) {
                ScopeHolder.CURRENT.remove();
            } else {
                ScopeHolder.CURRENT.set(outer);
            }
        }
    }

    /** The scope of the current thread. {@code caller} names the call in the error. */
    static DurableScope current(String caller) {
        DurableScope scope = ScopeHolder.CURRENT.get();
        if (scope == null) {
            throw new FermataException(
                    "FERMATA-2001",
                    caller
                            + " was called outside a durable run. Trigger the task instead of calling its method, or bind a"
                            + " DurableScope in the test.");
        }
        return scope;
    }
}
