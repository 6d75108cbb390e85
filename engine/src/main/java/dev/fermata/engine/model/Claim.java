package dev.fermata.engine.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run handed to this worker.
 *
 * @param number claim number, the second half of the fence: higher at each claim of the run
 * @param progress where it goes on
 * @param payload its arguments, UTF-8 JSON
 * @param cancelRequested the run is claimed so that its {@code finally} blocks run
 */
public record Claim(
        RunId run,
        String taskId,
        String queue,
        int number,
        Progress progress,
        byte[] payload,
        boolean cancelRequested) {

    /**
     * How far a run has come.
     *
     * @param sequence number of its last checkpoint, 0 before the first
     * @param frame that checkpoint's frame; null before the first
     * @param failedAttempts failed attempts since that checkpoint
     * @param lostClaims claims lost (worker died) since that checkpoint
     * @param unwinding that checkpoint's {@link AttemptWrite.Checkpoint#unwinding()}; false before the first
     * @param branches those of the fork it stands before, and of forks in them, that have been written
     */
    public record Progress(
            int sequence,
            @Nullable StoredFrame frame,
            int failedAttempts,
            int lostClaims,
            boolean unwinding,
            List<BranchProgress> branches) {

        /** Lost claims that may have been its neighbours' doing; after them it executes alone, which tells. */
        private static final int IN_COMPANY = 2;

        public Progress {
            branches = List.copyOf(branches);
        }

        /** Without branches. */
        public Progress(
                int sequence, @Nullable StoredFrame frame, int failedAttempts, int lostClaims, boolean unwinding) {
            this(sequence, frame, failedAttempts, lostClaims, unwinding, List.of());
        }

        /** It may be what brought its processes down, so it must go on in one that executes nothing else. */
        public boolean isSuspect() {
            return lostClaims == IN_COMPANY;
        }

        /** It brought a process down that executed nothing else. */
        public boolean isConvicted() {
            return lostClaims > IN_COMPANY;
        }
    }
}
