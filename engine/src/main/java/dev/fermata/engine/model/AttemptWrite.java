package dev.fermata.engine.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt wants to make durable. Each carries the run and the claim number it holds; the store writes it only
 * if that claim still stands, and in one transaction with all others of its batch.
 */
public sealed interface AttemptWrite {

    RunId run();

    /** {@link Claim#number()} of the claim that writes. */
    int claim();

    /** The state of the run once this is written. It was {@link RunState#EXECUTING} before, as the claim shows. */
    RunState leadsTo();

    /**
     * A step's result: the frame after it.
     *
     * @param sequence previous checkpoint's number plus one
     * @param unwinding whether the run's cancellation has reached its task: from here on only {@code finally} blocks run,
     *     and a worker that takes over must not throw the cancellation a second time
     * @param joins whether branches end here: what is stored of them goes
     */
    record Checkpoint(
            RunId run, int claim, int sequence, StoredFrame frame, StepTrace step, boolean unwinding, boolean joins)
            implements AttemptWrite {

        /** Without branches. */
        public Checkpoint(RunId run, int claim, int sequence, StoredFrame frame, StepTrace step, boolean unwinding) {
            this(run, claim, sequence, frame, step, unwinding, false);
        }

        @Override
        public RunState leadsTo() {
            return RunState.EXECUTING;
        }
    }

    /**
     * The task suspended itself: a checkpoint, and the claim is given up until {@code wakeAfter} has passed. See {@link
     * Checkpoint}.
     */
    record Suspension(
            RunId run,
            int claim,
            int sequence,
            StoredFrame frame,
            StepTrace step,
            boolean unwinding,
            Duration wakeAfter)
            implements AttemptWrite {

        @Override
        public RunState leadsTo() {
            return RunState.WAITING;
        }
    }

    /**
     * How far a branch has come. Of branches that stand, as many as there are may be in one batch.
     *
     * @param joins whether branches of its own end here: what is stored of them goes
     */
    record BranchCheckpoint(RunId run, int claim, BranchProgress branch, boolean joins) implements AttemptWrite {

        @Override
        public RunState leadsTo() {
            return RunState.EXECUTING;
        }
    }

    /** All branches wait: the claim is given up until the first of them goes on. */
    record Recess(RunId run, int claim, Duration wakeAfter) implements AttemptWrite {

        @Override
        public RunState leadsTo() {
            return RunState.WAITING;
        }
    }

    /** An attempt failed and there is another: the claim is given up until {@code delay} has passed. */
    record RetryLater(RunId run, int claim, int failedAttempts, Duration delay, byte[] failure)
            implements AttemptWrite {
        public RetryLater {
            java.util.Objects.requireNonNull(failure);
        }

        @Override
        public RunState leadsTo() {
            return RunState.WAITING;
        }
    }

    /** The task returned. {@code output} is UTF-8 JSON, null for {@code void}. */
    record Completion(RunId run, int claim, byte @Nullable [] output) implements AttemptWrite {

        @Override
        public RunState leadsTo() {
            return RunState.COMPLETED;
        }
    }

    /**
     * The run ends without a result: {@link RunState#FAILED} (which also makes it a dead letter), CANCELED, TIMED_OUT
     * or CRASHED.
     *
     * @param failure encoded failure, null for a cancellation without one
     */
    record End(RunId run, int claim, RunState state, byte @Nullable [] failure) implements AttemptWrite {

        public End(RunId run, int claim, RunState state, byte @Nullable [] failure) {
            if (state == RunState.COMPLETED || !state.isTerminal() || !RunState.EXECUTING.canBecome(state)) {
                throw new IllegalArgumentException("A claimed run cannot end as " + state);
            }
            this.run = run;
            this.claim = claim;
            this.state = state;
            this.failure = failure;
        }

        @Override
        public RunState leadsTo() {
            return state;
        }
    }

    /** The claim is handed back unused, for any worker to go on at once; no attempt is used up. */
    record Release(RunId run, int claim) implements AttemptWrite {

        @Override
        public RunState leadsTo() {
            return RunState.QUEUED;
        }
    }

    /**
     * The JVM could not give what the code under this claim needed: memory, or its own sanity. Whose doing that was
     * cannot be told among neighbours, so the claim counts as lost, as if it had taken the worker with it, and no attempt
     * is used up. It is given up until {@code delay} has passed.
     */
    record Distress(RunId run, int claim, Duration delay) implements AttemptWrite {

        @Override
        public RunState leadsTo() {
            return RunState.WAITING;
        }
    }

    /**
     * This worker cannot go on with it, and claims it no more. Others may try; when no registered worker is left to, the run
     * shows the reason until another registers.
     */
    record Park(RunId run, int claim, String reason) implements AttemptWrite {

        @Override
        public RunState leadsTo() {
            return RunState.PENDING_VERSION;
        }
    }

    /**
     * What a checkpoint tells the timeline.
     *
     * @param attempts attempts this step took
     * @param durationMicros of the successful attempt, by this JVM's monotonic clock; for display only
     */
    record StepTrace(int attempts, long durationMicros) {}
}
