package dev.fermata.engine.worker;

import dev.fermata.engine.attempt.Continuing;
import dev.fermata.engine.claim.ClaimPace;
import java.time.Duration;

/**
 * How a worker works.
 *
 * @param name shown to people; need not be unique
 * @param concurrency runs executed at a time
 * @param lease how long the worker counts as alive without a heartbeat, at least 1 s; it is renewed three times as often
 * @param cancelPatience how long user code may take no notice of a cancellation before its run goes on without it
 * @param virtualThreads whether attempts run on virtual threads where the JVM has them
 */
public record WorkerSettings(
        String name,
        int concurrency,
        Duration lease,
        ClaimPace pace,
        Duration cancelPatience,
        boolean virtualThreads,
        Continuing continuing) {

    /** 64 at a time, a lease of 15 s, claims of at most 500 runs, a look every second (every 5 s while wake-ups arrive). */
    public static final WorkerSettings DEFAULT = new WorkerSettings(
            "worker",
            64,
            Duration.ofSeconds(15),
            new ClaimPace(500, Duration.ofSeconds(1), Duration.ofSeconds(5)),
            Duration.ofSeconds(30),
            true,
            Continuing.LIVE);

    public WorkerSettings {
        if (concurrency < 1) {
            throw new IllegalArgumentException("concurrency must be at least 1, but is " + concurrency);
        }
        if (lease.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("lease must be at least 1s, but is " + lease);
        }
        if (cancelPatience.isNegative()) {
            throw new IllegalArgumentException("cancelPatience must not be negative, but is " + cancelPatience);
        }
    }

    public WorkerSettings withName(String other) {
        return new WorkerSettings(other, concurrency, lease, pace, cancelPatience, virtualThreads, continuing);
    }

    public WorkerSettings withConcurrency(int other) {
        return new WorkerSettings(name, other, lease, pace, cancelPatience, virtualThreads, continuing);
    }

    public WorkerSettings withLease(Duration other) {
        return new WorkerSettings(name, concurrency, other, pace, cancelPatience, virtualThreads, continuing);
    }

    public WorkerSettings withPace(ClaimPace other) {
        return new WorkerSettings(name, concurrency, lease, other, cancelPatience, virtualThreads, continuing);
    }

    public WorkerSettings withCancelPatience(Duration other) {
        return new WorkerSettings(name, concurrency, lease, pace, other, virtualThreads, continuing);
    }

    public WorkerSettings withVirtualThreads(boolean other) {
        return new WorkerSettings(name, concurrency, lease, pace, cancelPatience, other, continuing);
    }

    public WorkerSettings withContinuing(Continuing other) {
        return new WorkerSettings(name, concurrency, lease, pace, cancelPatience, virtualThreads, other);
    }
}
