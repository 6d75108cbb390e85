package dev.fermata.spring.properties;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whether and how this application runs tasks.
 *
 * @param enabled whether it does; without, it only triggers them and shows their runs
 * @param concurrency how many runs it executes at a time, at least 1
 * @param lease how long it counts as alive without being heard of, 2s to 1h; after that others take its runs over
 * @param pollInterval how often it looks for runs when nothing wakes it, 10ms to 1m
 * @param drainTimeout how long a shutdown waits for running steps to reach a checkpoint, 0s to 1h
 * @param cancelPatience how long a step may take no notice of its cancellation before the run goes on without it, 0s to 1h
 * @param name what it is called in tables and logs, at most 128 characters; default: host name and process id
 */
public record WorkerProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("64") int concurrency,
        @DefaultValue("15s") Duration lease,
        @DefaultValue("1s") Duration pollInterval,
        @DefaultValue("20s") Duration drainTimeout,
        @DefaultValue("30s") Duration cancelPatience,
        @Nullable String name) {

    public WorkerProperties {
        PropertyException.require(
                concurrency >= 1 && concurrency <= 10_000,
                "fermata.worker.concurrency",
                concurrency,
                "a number of runs from 1 to 10000");
        between(lease, Duration.ofSeconds(2), Duration.ofHours(1), "fermata.worker.lease", "2s to 1h");
        between(
                pollInterval,
                Duration.ofMillis(10),
                Duration.ofMinutes(1),
                "fermata.worker.poll-interval",
                "10ms to 1m");
        between(drainTimeout, Duration.ZERO, Duration.ofHours(1), "fermata.worker.drain-timeout", "0s to 1h");
        between(cancelPatience, Duration.ZERO, Duration.ofHours(1), "fermata.worker.cancel-patience", "0s to 1h");
        PropertyException.require(
                name == null || (!name.isBlank() && name.length() <= 128),
                "fermata.worker.name",
                String.valueOf(name),
                "1 to 128 characters");
    }

    private static void between(Duration value, Duration least, Duration most, String property, String range) {
        PropertyException.require(
                value.compareTo(least) >= 0 && value.compareTo(most) <= 0, property, value, "a duration of " + range);
    }
}
