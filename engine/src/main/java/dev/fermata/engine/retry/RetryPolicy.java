package dev.fermata.engine.retry;

import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;

/**
 * How often a step, or the code between two steps, is tried, and how long is waited after each failure.
 *
 * @param maxAttempts the first included
 * @param minDelay after the first failed attempt, at least 1 ms
 * @param maxDelay never exceeded, also not by jitter
 * @param factor what each delay is multiplied by for the next
 * @param jitter whether each delay is multiplied by a random number in [0.5, 1.5)
 */
public record RetryPolicy(int maxAttempts, Duration minDelay, Duration maxDelay, double factor, boolean jitter) {

    /** What applies where nothing is said: 3 attempts, 1 s doubling up to 1 min, with jitter. */
    public static final RetryPolicy DEFAULT = new RetryPolicy(3, Duration.ofSeconds(1), Duration.ofMinutes(1), 2, true);

    private static final double SPREAD = 0.5;

    public RetryPolicy {
        if (maxAttempts < 1) {
            throw new IllegalArgumentException("maxAttempts must be at least 1, but is " + maxAttempts);
        }
        if (minDelay.toMillis() < 1) {
            throw new IllegalArgumentException("minDelay must be at least 1ms, but is " + minDelay);
        }
        if (maxDelay.compareTo(minDelay) < 0) {
            throw new IllegalArgumentException(
                    "maxDelay must be at least minDelay, but is " + maxDelay + " and minDelay " + minDelay);
        }
        if (!(factor >= 1) || Double.isInfinite(factor)) {
            throw new IllegalArgumentException("factor must be at least 1, but is " + factor);
        }
    }

    /** Whether another attempt follows after {@code failedAttempts} of them. */
    public boolean allowsAnother(int failedAttempts) {
        return failedAttempts < maxAttempts;
    }

    /** How long is waited after the n-th failed attempt, counted from 1. */
    public Duration delayAfter(int failedAttempts) {
        IntervalFunction intervals = jitter
                ? IntervalFunction.ofExponentialRandomBackoff(minDelay, factor, SPREAD, maxDelay)
                : IntervalFunction.ofExponentialBackoff(minDelay, factor, maxDelay);
        return Duration.ofMillis(intervals.apply(failedAttempts));
    }
}
