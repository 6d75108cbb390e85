package dev.fermata;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A retry policy with exponential backoff. The delay after the n-th failed attempt is {@code min(maxDelay, minDelay ×
 * factor^(n-1))}, multiplied by a random number in [0.5, 1.5) when {@link #jitter()} is on, and never above {@code
 * maxDelay}. The wait is a database row: it holds no thread and survives restarts.
 */
@Documented
@Target({})
@Retention(RetentionPolicy.RUNTIME)
public @interface Retry {

    /** How many attempts there are in all, the first included. Default 3, at least 1. */
    int maxAttempts() default 3;

    /** The delay after the first failed attempt, such as {@code 500ms}, {@code 1s}, {@code 5m}. Default {@code 1s}. */
    String minDelay() default "1s";

    /** The longest delay. Default {@code 1m}; at least {@link #minDelay()}. */
    String maxDelay() default "1m";

    /** What each delay is multiplied by for the next. Default 2, at least 1. */
    double factor() default 2;

    /** Whether delays are randomized so that runs that failed together do not come back together. Default true. */
    boolean jitter() default true;
}
