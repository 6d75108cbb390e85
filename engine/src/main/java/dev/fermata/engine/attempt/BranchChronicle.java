package dev.fermata.engine.attempt;

import dev.fermata.FermataException;
import dev.fermata.RunCanceledError;
import dev.fermata.engine.model.AttemptWrite;
import dev.fermata.engine.model.AttemptWrite.BranchCheckpoint;
import dev.fermata.engine.model.AttemptWrite.StepTrace;
import dev.fermata.engine.model.BranchProgress;
import dev.fermata.engine.model.BranchProgress.BranchEnd;
import dev.fermata.engine.model.BranchProgress.Progress;
import dev.fermata.engine.model.StoredFrame;
import dev.fermata.engine.model.WriteResult;
import dev.fermata.engine.registry.TaskCodec;
import dev.fermata.engine.stack.Settlement;
import dev.fermata.machine.MachineDescriptor;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes down what one turn of a branch comes to, and tells the fork. */
final class BranchChronicle implements Chronicle {

    private final Attempt attempt;
    private final String path;
    private final MachineDescriptor machine;
    private int version;
    private @Nullable BranchProgress draft;
    private Turn turn = new Turn.Stopped(new Outcome.Dropped());

    BranchChronicle(Attempt attempt, String path, MachineDescriptor machine) {
        this.attempt = attempt;
        this.path = path;
        this.machine = machine;
        BranchLog.Entry known = attempt.branches().find(path);
        this.version = known == null ? 0 : known.branch().version();
    }

    /** What the turn came to, once it is over. */
    Turn turn() {
        return turn;
    }

    @Override
    public void read(int sequence, StoredFrame frame) {
        String damage = frame.damage();
        if (damage != null) {
            throw new FermataException("FERMATA-5006", damage);
        }
    }

    @Override
    public StoredFrame place(int sequence, StoredFrame frame) {
        return frame;
    }

    @Override
    public AttemptWrite checkpoint(Strand strand, StoredFrame frame, StepTrace trace) {
        Progress progress = new Progress(strand.nextSequence(), frame, 0, strand.isUnwinding());
        return item(null, progress, Duration.ZERO, strand.isJoining());
    }

    @Override
    public void written() {
        BranchProgress durable = draft;
        if (durable == null) {
            throw new IllegalStateException("nothing of the branch was to be written");
        }
        draft = null;
        version = durable.version();
        attempt.branches().put(durable);
    }

    @Override
    public void end(Strand strand, Outcome outcome) {
        if (outcome instanceof Outcome.Suspended suspended) {
            suspend(strand, suspended.wakeAfter());
        } else if (outcome instanceof Outcome.Recess recess) {
            turn = new Turn.Waits(recess.wakeAfter());
        } else if (outcome instanceof Outcome.TryAgain again) {
            tryAgain(strand, again);
        } else if (outcome instanceof Outcome.Returned returned) {
            settle(strand, Settlement.returned(returned.result()));
        } else if (outcome instanceof Outcome.Ended ended) {
            Throwable failure = ended.failure();
            settle(strand, Settlement.threw(failure == null ? new RunCanceledError(path) : failure));
        } else {
            turn = new Turn.Stopped(outcome);
        }
    }

    private void suspend(Strand strand, Duration wakeAfter) {
        Optional<StoredFrame> frame = strand.frame();
        if (frame.isPresent()) {
            Progress progress = new Progress(strand.nextSequence(), frame.get(), 0, strand.isUnwinding());
            if (write(item(null, progress, wakeAfter, strand.isJoining()))) {
                turn = new Turn.Waits(wakeAfter);
            }
        }
    }

    private void tryAgain(Strand strand, Outcome.TryAgain again) {
        FailureLog.triedAgain("Branch " + path + " of " + attempt.run(), again);
        StoredFrame last = strand.last();
        int sequence = strand.nextSequence() - 1;
        Progress progress = new Progress(sequence, last, again.failedAttempts(), strand.isUnwinding());
        if (write(item(null, progress, again.delay(), false))) {
            turn = new Turn.Waits(again.delay());
        }
    }

    private void settle(Strand strand, Settlement end) {
        Throwable failure = end.failure();
        StoredFrame frame = failure == null
                ? strand.codec().encodeResult(machine, end.result())
                : strand.codec().encodeThrown(failure);
        Progress progress = new Progress(strand.nextSequence(), frame, 0, strand.isUnwinding());
        BranchEnd how = failure == null ? BranchEnd.RETURNED : BranchEnd.THREW;
        if (write(item(how, progress, Duration.ZERO, strand.isJoining()))) {
            boolean isLive = attempt.means().continuing() == Continuing.LIVE;
            turn = new Turn.Settled(isLive || frame == null ? end : settlement(strand.codec(), how, frame));
        }
    }

    /** How a branch ended, as it is stored. */
    static Settlement settlement(TaskCodec codec, BranchEnd how, @Nullable StoredFrame frame) {
        if (frame == null) {
            return Settlement.returned(null);
        }
        return how == BranchEnd.THREW
                ? Settlement.threw(codec.decodeThrown(frame))
                : Settlement.returned(codec.decodeFrame(codec.point(frame), frame)[0]);
    }

    private BranchCheckpoint item(@Nullable BranchEnd end, Progress progress, Duration wakeAfter, boolean joins) {
        BranchProgress branch = new BranchProgress(path, version + 1, end, progress, wakeAfter);
        draft = branch;
        return new BranchCheckpoint(attempt.run(), attempt.claim().number(), branch, joins);
    }

    private boolean write(BranchCheckpoint item) {
        if (attempt.pen().write(item) == WriteResult.CLAIM_LOST) {
            return false;
        }
        written();
        return true;
    }
}
