package dev.fermata.engine.attempt;

import dev.fermata.engine.frame.FrameLedger;
import dev.fermata.engine.model.AttemptWrite;
import dev.fermata.engine.model.AttemptWrite.Checkpoint;
import dev.fermata.engine.model.AttemptWrite.Completion;
import dev.fermata.engine.model.AttemptWrite.Distress;
import dev.fermata.engine.model.AttemptWrite.End;
import dev.fermata.engine.model.AttemptWrite.Park;
import dev.fermata.engine.model.AttemptWrite.Recess;
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
import dev.fermata.engine.wake.WakeSignal;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes down what the strand of the task itself comes to: each outcome is one write under the claim. */
final class RunChronicle implements Chronicle {

    private static final Logger LOG = LoggerFactory.getLogger(RunChronicle.class);

    /** Time for a JVM that is out of memory to have some again. */
    private static final Duration RECOVERY = Duration.ofSeconds(1);

    private final RunId run;
    private final int number;
    private final Pen pen;
    private final FrameLedger ledger;
    private final WakeSignal wake;

    RunChronicle(Claim claim, Pen pen, int keepCheckpoints, WakeSignal wake) {
        this.run = claim.run();
        this.number = claim.number();
        this.pen = pen;
        this.ledger = new FrameLedger(keepCheckpoints);
        this.wake = wake;
    }

    @Override
    public void read(int sequence, StoredFrame frame) {
        ledger.read(sequence, frame);
    }

    @Override
    public StoredFrame place(int sequence, StoredFrame frame) {
        return ledger.place(sequence, frame);
    }

    @Override
    public AttemptWrite checkpoint(Strand strand, StoredFrame frame, StepTrace trace) {
        return new Checkpoint(
                run, number, strand.nextSequence(), frame, trace, strand.isUnwinding(), strand.isJoining());
    }

    @Override
    public void written() {
        ledger.written();
    }

    @Override
    public void end(Strand strand, Outcome outcome) {
        TaskCodec codec = strand.codec();
        if (outcome instanceof Outcome.Suspended suspended) {
            suspend(strand, suspended.wakeAfter());
        } else if (outcome instanceof Outcome.Recess recess) {
            writeLast(new Recess(run, number, recess.wakeAfter()), recess.wakeAfter());
        } else if (outcome instanceof Outcome.TryAgain again) {
            byte[] failure = codec.encodeFailure(again.failure());
            FailureLog.triedAgain(run.toString(), again);
            writeLast(new RetryLater(run, number, again.failedAttempts(), again.delay(), failure), again.delay());
        } else if (outcome instanceof Outcome.Returned returned) {
            boolean unused = write(new Completion(run, number, codec.encodeResult(returned.result())));
        } else if (outcome instanceof Outcome.Ended ended) {
            Throwable failure = ended.failure();
            end(ended.state(), failure == null ? null : codec.encodeFailure(failure));
        } else if (outcome instanceof Outcome.Broken broken) {
            end(RunState.FAILED, codec.encodeFailure(broken.failure()));
        } else if (outcome instanceof Outcome.Distressed distressed) {
            distress(distressed.failure());
        } else if (outcome instanceof Outcome.Yielded) {
            release();
        } else if (outcome instanceof Outcome.Unresumable unresumable) {
            park(unresumable.reason());
        }
    }

    void end(RunState state, byte @Nullable [] failure) {
        boolean unused = write(new End(run, number, state, failure));
    }

    /** The JVM failed the code, perhaps by a neighbour's doing: see {@link Distress}. */
    void distress(Throwable failure) {
        if (write(new Distress(run, number, RECOVERY))) {
            wake.awakeAfter(RECOVERY);
            LOG.warn("{} is tried again in {}: this JVM could not go on with it", run, RECOVERY, failure);
        }
    }

    void park(String reason) {
        LOG.warn("{} is for another build to go on with: {}", run, reason);
        boolean unused = write(new Park(run, number, reason));
    }

    /** Gives the claim back, for any worker to go on from the last checkpoint. */
    void release() {
        boolean unused = write(new Release(run, number));
    }

    private void suspend(Strand strand, Duration wakeAfter) {
        Optional<StoredFrame> frame = strand.frame();
        if (frame.isPresent()) {
            Suspension suspension = new Suspension(
                    run,
                    number,
                    strand.nextSequence(),
                    frame.get(),
                    new StepTrace(1, 0),
                    strand.isUnwinding(),
                    wakeAfter);
            writeLast(suspension, wakeAfter);
        }
    }

    private void writeLast(AttemptWrite item, Duration wakeAfter) {
        if (write(item)) {
            wake.awakeAfter(wakeAfter);
        }
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
