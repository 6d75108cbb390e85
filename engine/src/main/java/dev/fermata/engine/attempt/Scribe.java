package dev.fermata.engine.attempt;

import dev.fermata.engine.model.AttemptWrite;
import dev.fermata.engine.model.AttemptWrite.Checkpoint;
import dev.fermata.engine.model.AttemptWrite.Completion;
import dev.fermata.engine.model.AttemptWrite.End;
import dev.fermata.engine.model.AttemptWrite.Park;
import dev.fermata.engine.model.AttemptWrite.Release;
import dev.fermata.engine.model.AttemptWrite.RetryLater;
import dev.fermata.engine.model.AttemptWrite.StepTrace;
import dev.fermata.engine.model.AttemptWrite.Suspension;
import dev.fermata.engine.model.Claim;
import dev.fermata.engine.model.RunId;
import dev.fermata.engine.model.RunState;
import dev.fermata.engine.model.StoredFrame;
import dev.fermata.engine.model.WriteResult;
import dev.fermata.engine.registry.TaskCodec;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes down what an attempt came to: each outcome is one write under the claim. */
final class Scribe {

    private static final Logger LOG = LoggerFactory.getLogger(Scribe.class);

    private final RunId run;
    private final int number;
    private final Pen pen;

    Scribe(Claim claim, Pen pen) {
        this.run = claim.run();
        this.number = claim.number();
        this.pen = pen;
    }

    /** @throws RuntimeException a value cannot be encoded, or the database refuses it; then nothing is written */
    Recorded record(Attempt attempt, Outcome outcome) {
        TaskCodec codec = attempt.task().codec();
        if (outcome instanceof Outcome.Advanced advanced) {
            StepTrace trace = new StepTrace(advanced.attempts(), advanced.durationMicros());
            StoredFrame frame = attempt.frame();
            return write(new Checkpoint(run, number, attempt.nextSequence(), frame, trace, attempt.isUnwinding()))
                    ? new Recorded(Optional.of(frame), Optional.empty())
                    : Recorded.OVER;
        } else if (outcome instanceof Outcome.Committed committed) {
            return new Recorded(Optional.of(committed.frame()), Optional.empty());
        } else if (outcome instanceof Outcome.Suspended suspended) {
            Duration wakeAfter = suspended.wakeAfter();
            return writeLast(
                    new Suspension(
                            run,
                            number,
                            attempt.nextSequence(),
                            attempt.frame(),
                            new StepTrace(1, 0),
                            attempt.isUnwinding(),
                            wakeAfter),
                    wakeAfter);
        } else if (outcome instanceof Outcome.TryAgain again) {
            byte[] failure = codec.encodeFailure(again.failure());
            logFailure(again);
            return writeLast(
                    new RetryLater(run, number, again.failedAttempts(), again.delay(), failure), again.delay());
        } else if (outcome instanceof Outcome.Returned returned) {
            boolean unused = write(new Completion(run, number, codec.encodeResult(returned.result())));
        } else if (outcome instanceof Outcome.Ended ended) {
            Throwable failure = ended.failure();
            end(ended.state(), failure == null ? null : codec.encodeFailure(failure));
        } else if (outcome instanceof Outcome.Unresumable unresumable) {
            park(unresumable.reason());
        }
        return Recorded.OVER;
    }

    void end(RunState state, byte @Nullable [] failure) {
        boolean unused = write(new End(run, number, state, failure));
    }

    void park(String reason) {
        LOG.warn("{} waits for a build that can go on with it: {}", run, reason);
        boolean unused = write(new Park(run, number, reason));
    }

    /** Gives the claim back, for any worker to go on from the last checkpoint. */
    void release() {
        boolean unused = write(new Release(run, number));
    }

    /** A failure is the user's object: if it cannot even be printed, that must not become the run's failure in its place. */
    private void logFailure(Outcome.TryAgain again) {
        try {
            LOG.info(
                    "{} failed attempt {} and is tried again in {}",
                    run,
                    again.failedAttempts(),
                    again.delay(),
                    again.failure());
        } catch (RuntimeException e) {
            LOG.info(
                    "{} failed attempt {} and is tried again in {}: {}, which cannot be printed",
                    run,
                    again.failedAttempts(),
                    again.delay(),
                    again.failure().getClass().getName());
        }
    }

    private Recorded writeLast(AttemptWrite item, Duration wakeAfter) {
        return write(item) ? new Recorded(Optional.empty(), Optional.of(wakeAfter)) : Recorded.OVER;
    }

    private boolean write(AttemptWrite item) {
        WriteResult result = pen.write(item);
        if (result == WriteResult.CLAIM_LOST) {
            LOG.debug(
                    "{} is no longer this worker's; its {} was not written",
                    run,
                    item.getClass().getSimpleName());
        }
        return result == WriteResult.WRITTEN;
    }
}
