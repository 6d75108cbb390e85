package dev.fermata.engine.attempt;

import dev.fermata.FermataException;
import dev.fermata.RunCanceledError;
import dev.fermata.engine.model.RunState;
import dev.fermata.engine.model.StoredFrame;
import dev.fermata.engine.registry.TaskCodec;
import dev.fermata.engine.registry.TaskDefinition;
import dev.fermata.engine.retry.RetryPolicy;
import dev.fermata.engine.stack.MachineStack;
import dev.fermata.engine.stack.Settlement;
import dev.fermata.engine.stack.StackPoint;
import dev.fermata.engine.transact.StepTransactions.Source;
import dev.fermata.machine.ResumePoint;
import dev.fermata.machine.Transition;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One thread of a run, the task's own or a branch's: its machines, how far they have come, and what each advance of them
 * comes to. It writes nothing. One thread at a time, but for its {@link #interruption()}.
 */
final class Strand {

    /**
     * Which strand, and how far it had come.
     *
     * @param path of the branch; empty for the task itself
     * @param sequence number of its last checkpoint
     * @param frame that checkpoint's; null before the first
     * @param failedAttempts since that checkpoint
     * @param unwinding whether the run's cancellation has reached it
     * @param immune whether it began in a {@code finally} that runs because of the cancellation
     */
    record Start(
            String path,
            int sequence,
            @Nullable StoredFrame frame,
            int failedAttempts,
            boolean unwinding,
            boolean immune) {}

    private final Attempt attempt;
    private final TaskDefinition task;
    private final Origin origin;
    private final Chronicle chronicle;
    private final Start start;
    private final Interruption interruption;
    private final UserCode code;
    private final StepFailures ended = new StepFailures();
    private final TransactedCall transacted;

    private MachineStack stack;
    private int sequence;
    private @Nullable StoredFrame last;
    private int failedAttempts;
    private boolean unwinding;
    /** A fork whose machine stands before it, at the last checkpoint. */
    private Transition.@Nullable Fork pending;
    /** The path of a fork that is over, until a checkpoint has said so. */
    private @Nullable String joined;

    Strand(Attempt attempt, Origin origin, Chronicle chronicle, Start start) {
        this.attempt = attempt;
        this.task = attempt.task();
        this.origin = origin;
        this.chronicle = chronicle;
        this.start = start;
        this.interruption = new Interruption(start.unwinding() || start.immune());
        this.code = new UserCode(interruption);
        this.transacted = new TransactedCall(this, attempt);
        this.stack = origin.fresh();
        this.last = start.frame();
        this.sequence = start.sequence();
        this.failedAttempts = start.failedAttempts();
        this.unwinding = start.unwinding();
    }

    /** Puts the machines where the strand stands and makes the first advance. */
    Outcome begin() {
        try {
            startOver();
        } catch (FermataException e) {
            // A frame may fit another build; arguments were checked at the door and fit none that still has the task.
            return last != null ? new Outcome.Unresumable(String.valueOf(e.getMessage())) : new Outcome.Broken(e);
        }
        return advance();
    }

    /** Fresh machines go on from the last checkpoint. */
    void startOver() {
        StoredFrame frame = last;
        pending = null;
        if (frame == null) {
            stack = origin.begun();
        } else {
            chronicle.read(sequence, frame);
            restore(frame);
        }
    }

    /** Fresh machines go on from a frame, so that nothing a step did to its arguments is seen. */
    void restore(StoredFrame frame) {
        StackPoint point = codec().point(frame);
        restore(point, codec().decodeFrame(point, frame));
    }

    void restore(StackPoint point, @Nullable Object[] values) {
        pending = null;
        stack = origin.fresh();
        stack.restore(point, values);
        ended.addAll(values);
    }

    /** Runs user code up to the next suspension point, performs what is to happen there, and says what it came to. */
    Outcome advance() {
        if (isOver()) {
            return new Outcome.Dropped();
        }
        Transition transition = pending != null ? pending : code.advance(stack);
        if (isOver()) {
            return new Outcome.Dropped();
        }
        if (transition instanceof Transition.Fork fork && isSavedBefore()) {
            return fork(fork);
        }
        if (isToBeCanceled()) {
            return cancelAt(transition);
        }
        if (transition instanceof Transition.StepCall step) {
            Optional<Source> transactions = attempt.means().steps().source(task, step.at());
            return transactions.isPresent() ? transacted.call(step, transactions.get()) : callStep(step);
        } else if (transition instanceof Transition.Sleep sleep) {
            return sleep(sleep.duration());
        } else if (transition instanceof Transition.Save save) {
            stack.returned(save.value());
            return new Outcome.Advanced(1, 0);
        } else if (transition instanceof Transition.Fork fork) {
            pending = fork;
            return new Outcome.Advanced(1, 0);
        } else if (transition instanceof Transition.Completed completed) {
            return unwinding ? new Outcome.Ended(RunState.CANCELED, null) : new Outcome.Returned(completed.result());
        }
        return codeThrew(((Transition.Threw) transition).failure());
    }

    /** The frame the machines stand at became durable as the next checkpoint. */
    void checkpointed(StoredFrame frame) {
        chronicle.written();
        if (joined != null) {
            attempt.branches().forget(joined);
            joined = null;
        }
        last = frame;
        transacted.checkpointed();
        sequence++;
        failedAttempts = 0;
    }

    /** The frame the machines stand at, as the next checkpoint is to write it. Empty when the fence is given up. */
    Optional<StoredFrame> frame() {
        StackPoint point = stack.point();
        StoredFrame frame = codec().encodeFrame(point, stack.save());
        return attempt.means().places().introduce(task, point, frame)
                ? Optional.of(chronicle.place(nextSequence(), frame))
                : Optional.empty();
    }

    Outcome stepThrew(Transition.StepCall step, Throwable failure) {
        if (isOver()) {
            return new Outcome.Dropped();
        }
        if (isToBeCanceled()) {
            return cancelAt(step);
        }
        if (JvmTrouble.isNoFaultOf(attempt.claim(), failure)) {
            return new Outcome.Distressed(failure);
        }
        RetryPolicy policy = task.stepPolicy(step.at());
        int failures = failedAttempts + 1;
        if (!StepFailures.isPermanent(failure) && policy.allowsAnother(failures)) {
            return new Outcome.TryAgain(failures, policy.delayAfter(failures), failure);
        }
        ended.add(failure);
        return stack.threw(failure) ? new Outcome.Advanced(failures, 0) : failed(failure);
    }

    Outcome codeThrew(Throwable failure) {
        if (isOver()) {
            return new Outcome.Dropped();
        }
        if (JvmTrouble.isNoFaultOf(attempt.claim(), failure)) {
            return new Outcome.Distressed(failure);
        }
        if (unwinding) {
            return new Outcome.Ended(RunState.CANCELED, failure instanceof RunCanceledError ? null : failure);
        }
        RetryPolicy policy = task.codePolicy();
        int failures = failedAttempts + 1;
        if (StepFailures.isPermanent(failure) || ended.isSourceOf(failure) || !policy.allowsAnother(failures)) {
            return new Outcome.Ended(RunState.FAILED, failure);
        }
        return new Outcome.TryAgain(failures, policy.delayAfter(failures), failure);
    }

    /** Whatever the thread that executes this finds out counts for nothing any more. */
    boolean isOver() {
        return interruption.isAbandoned() || attempt.isOff();
    }

    boolean isToBeCanceled() {
        return !unwinding && !start.immune() && interruption.isCancelRequested();
    }

    /** Throws the cancellation into the task where it stands, once. */
    Outcome cancelAt(Transition transition) {
        boolean suspended = !(transition instanceof Transition.Completed || transition instanceof Transition.Threw);
        unwinding = true;
        interruption.deliver();
        if (suspended && stack.threw(new RunCanceledError("The run " + attempt.run() + " was canceled"))) {
            return new Outcome.Advanced(1, 0);
        }
        return new Outcome.Ended(RunState.CANCELED, null);
    }

    /** Calls the pending step. */
    @Nullable
    Object call() throws Throwable {
        return code.call(stack, new StepScope(attempt.run(), childPath(nextSequence())));
    }

    /** User code of restored machines up to the suspension point they stand before. */
    Transition advanceAgain() {
        return code.advance(stack);
    }

    /** The path of what begins at a checkpoint: a step's occurrence, or the branches of a fork. */
    String childPath(int checkpoint) {
        return start.path().isEmpty() ? Integer.toString(checkpoint) : start.path() + "/" + checkpoint;
    }

    MachineStack stack() {
        return stack;
    }

    Chronicle chronicle() {
        return chronicle;
    }

    Interruption interruption() {
        return interruption;
    }

    TaskCodec codec() {
        return task.codec();
    }

    /** The last checkpoint's frame; null before the first. */
    @Nullable
    StoredFrame last() {
        return last;
    }

    /** The number of the checkpoint that is next. */
    int nextSequence() {
        return sequence + 1;
    }

    int failedAttempts() {
        return failedAttempts;
    }

    boolean isUnwinding() {
        return unwinding;
    }

    /** Whether cancellation does not reach the branches it forks: they run in a {@code finally}. */
    boolean makesImmune() {
        return unwinding || start.immune();
    }

    /** Whether the next checkpoint is the first after a fork. */
    boolean isJoining() {
        return joined != null;
    }

    /** Machines that stand at the last checkpoint and are shared with nobody. */
    MachineStack copy() {
        StoredFrame frame = last;
        if (frame == null) {
            return origin.begun();
        }
        StackPoint point = codec().point(frame);
        MachineStack copy = origin.fresh();
        copy.restore(point, codec().decodeFrame(point, frame));
        return copy;
    }

    private Outcome callStep(Transition.StepCall step) {
        long begun = System.nanoTime();
        Object result;
        try {
            result = call();
        } catch (Throwable e) {
            return stepThrew(step, e);
        }
        if (isOver()) {
            return new Outcome.Dropped();
        }
        if (isToBeCanceled()) {
            return cancelAt(step);
        }
        stack.returned(result);
        return new Outcome.Advanced(failedAttempts + 1, TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - begun));
    }

    private Outcome sleep(Duration duration) {
        stack.returned(null);
        return duration.isZero() || duration.isNegative()
                ? new Outcome.Advanced(1, 0)
                : new Outcome.Suspended(duration);
    }

    /** Before a fork alone is anything saved; so if the last checkpoint is one before, it is the one before this fork. */
    private boolean isSavedBefore() {
        StoredFrame frame = last;
        return frame != null && frame.phase().equals(ResumePoint.Phase.BEFORE.name());
    }

    private Outcome fork(Transition.Fork fork) {
        pending = fork;
        Fork branches = new Fork(attempt, this, fork, childPath(sequence));
        Optional<Outcome> over = branches.run();
        if (over.isPresent()) {
            return over.get();
        }
        pending = null;
        joined = branches.path();
        if (isToBeCanceled()) {
            return cancelAt(fork);
        }
        List<Settlement> ends = branches.ends();
        Throwable first = null;
        for (Settlement end : ends) {
            Throwable failure = end.failure();
            if (failure != null) {
                ended.add(failure);
                first = first == null ? failure : first;
            }
        }
        return stack.settled(ends) || first == null ? new Outcome.Advanced(1, 0) : failed(first);
    }

    private Outcome failed(Throwable failure) {
        return new Outcome.Ended(unwinding ? RunState.CANCELED : RunState.FAILED, failure);
    }
}
