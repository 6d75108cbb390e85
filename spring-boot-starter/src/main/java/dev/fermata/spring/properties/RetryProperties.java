package dev.fermata.spring.properties;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A retry policy in which everything may be left out; what is, comes from the next less specific level.
 *
 * @param maxAttempts how many attempts there are in all, the first included; at least 1
 * @param minDelay delay after the first failed attempt; at least 1ms
 * @param maxDelay longest delay; at least the shortest
 * @param factor what each delay is multiplied by for the next; at least 1
 * @param jitter whether delays are randomized
 */
public record RetryProperties(
        @Nullable Integer maxAttempts,
        @Nullable Duration minDelay,
        @Nullable Duration maxDelay,
        @Nullable Double factor,
        @Nullable Boolean jitter) {

    /** Leaves everything out. */
    public static final RetryProperties NONE = new RetryProperties(null, null, null, null, null);

    /** @param path where it stands, for the message */
    void requirePolicy(String path) {
        if (maxAttempts != null) {
            PropertyException.require(maxAttempts >= 1, path + ".max-attempts", maxAttempts, "at least 1");
        }
        if (minDelay != null) {
            PropertyException.require(minDelay.toMillis() >= 1, path + ".min-delay", minDelay, "at least 1ms");
        }
        if (maxDelay != null) {
            Duration least = minDelay == null ? Duration.ofMillis(1) : minDelay;
            PropertyException.require(
                    maxDelay.compareTo(least) >= 0, path + ".max-delay", maxDelay, "at least min-delay, " + least);
        }
        if (factor != null) {
            PropertyException.require(
                    factor >= 1 && !factor.isInfinite(), path + ".factor", factor, "a number of at least 1");
        }
    }

    /** This level laid over a less specific one. */
    public RetryProperties over(RetryProperties other) {
        return new RetryProperties(
                maxAttempts == null ? other.maxAttempts : maxAttempts,
                minDelay == null ? other.minDelay : minDelay,
                maxDelay == null ? other.maxDelay : maxDelay,
                factor == null ? other.factor : factor,
                jitter == null ? other.jitter : jitter);
    }
}
