package dev.fermata.engine.postgres;

import java.time.Duration;

/** Durations as the number of microseconds a statement multiplies an interval by. */
final class Micros {

    /** Longer than any run waits, and short enough to be added to any date PostgreSQL knows. */
    private static final Duration LONGEST = Duration.ofDays(365 * 1000);

    private Micros() {}

    static long of(Duration duration) {
        if (duration.isNegative()) {
            return 0;
        }
        Duration shortened = duration.compareTo(LONGEST) > 0 ? LONGEST : duration;
        return shortened.toSeconds() * 1_000_000 + shortened.getNano() / 1_000;
    }
}
