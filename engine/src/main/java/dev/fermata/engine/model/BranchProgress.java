package dev.fermata.engine.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How far one branch of a fork has come.
 *
 * @param path number of the checkpoint before the fork, a slash and the number of the branch; of a fork in a branch, both
 *     again after the branch's own path
 * @param version counts the writes of this branch from 1
 * @param end how it ended; null while it has not
 * @param progress its last checkpoint: where it stands, or its result or failure
 * @param wakeAfter when it goes on; zero for at once
 */
public record BranchProgress(
        String path, int version, @Nullable BranchEnd end, Progress progress, Duration wakeAfter) {

    /** Label and phase of the frame of a failure, and the name of its one variable. */
    public static final String FAILURE = "failure";

    /** How a branch ended. */
    public enum BranchEnd {
        /** Its frame holds its result, if it has one. */
        RETURNED,
        /** Its frame holds its failure. */
        THREW
    }

    /**
     * @param sequence number of its last checkpoint, 0 before the first
     * @param frame null before the first, and for a branch that returned nothing
     * @param failedAttempts failed attempts since then
     * @param unwinding whether the run's cancellation has reached it
     */
    public record Progress(int sequence, @Nullable StoredFrame frame, int failedAttempts, boolean unwinding) {}
}
