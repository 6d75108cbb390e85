package dev.fermata.engine.postgres;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Durations as the number of microseconds a statement multiplies an interval by. */
final class Micros {

    /** Longer than any run waits, and short enough to be added to any date PostgreSQL knows. */
    private static final Duration LONGEST = Duration.ofDays(365 * 1000);

    private Micros() {}

    static long of(Duration duration) {
        if (duration.isNegative()) {
            return 0;
        }
        return TimeUnit.MICROSECONDS.convert(duration.compareTo(LONGEST) > 0 ? LONGEST : duration);
    }
}
