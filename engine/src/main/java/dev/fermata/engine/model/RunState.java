package dev.fermata.engine.model;

import java.util.EnumSet;
import java.util.Set;

/** Where a run is in its life. One table says which transitions are legal. */
public enum RunState {
    /** Accepted, to start later. */
    DELAYED,
    /** Waiting for a worker. */
    QUEUED,
    /** Claimed by a worker. */
    EXECUTING,
    /** Suspended by the task itself (sleep, event, child) or between two attempts. Holds no thread. */
    WAITING,
    /** No known build can resume its frame. */
    PENDING_VERSION,
    COMPLETED,
    FAILED,
    CANCELED,
    EXPIRED,
    TIMED_OUT,
    /** It took its JVM down more often than allowed. */
    CRASHED;

    /** Whether the run is over for good. */
    public boolean isTerminal() {
        return next().isEmpty();
    }

    /** Whether a run in this state may become {@code other}. */
    public boolean canBecome(RunState other) {
        return next().contains(other);
    }

    private Set<RunState> next() {
        return switch (this) {
            case DELAYED -> EnumSet.of(QUEUED, EXECUTING, CANCELED, EXPIRED, PENDING_VERSION);
            case QUEUED -> EnumSet.of(EXECUTING, CANCELED, EXPIRED, PENDING_VERSION);
            case EXECUTING ->
                EnumSet.of(QUEUED, WAITING, PENDING_VERSION, COMPLETED, FAILED, CANCELED, TIMED_OUT, CRASHED);
            case WAITING -> EnumSet.of(QUEUED, EXECUTING, CANCELED, TIMED_OUT, PENDING_VERSION);
            case PENDING_VERSION -> EnumSet.of(QUEUED, EXECUTING, CANCELED, FAILED);
            case COMPLETED, FAILED, CANCELED, EXPIRED, TIMED_OUT, CRASHED -> EnumSet.noneOf(RunState.class);
        };
    }
}
