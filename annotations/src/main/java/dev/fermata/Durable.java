package dev.fermata;

import dev.fermata.machine.DurableScope;
import java.time.Duration;

/**
 * What only a durable run can do. Inside a {@link Task} the calls to {@link Suspends} methods are compiled into
 * suspension points and never execute as written; called anywhere else they throw {@code FERMATA-2001}, unless a test
 * has bound a {@link DurableScope}.
 */
public final class Durable {

    private Durable() {}

    /**
     * Suspends the run for a duration of any length. It holds no thread and no connection, and a restart does not start
     * it over.
     *
     * @param duration zero or negative returns at once, after a checkpoint
     */
    @Suspends
    public static void sleep(Duration duration) {
        DurableScope.current("Durable.sleep").sleep(duration);
    }

    /**
     * A key for this execution of the current step: the same across retries, restarts and take-over by another node, a
     * different one for every other step call of every run. Pass it to a provider that deduplicates requests.
     *
     * @throws FermataException {@code FERMATA-2001} outside a step of a durable run
     */
    public static String idempotencyKey() {
        return DurableScope.current("Durable.idempotencyKey").idempotencyKey();
    }
}
