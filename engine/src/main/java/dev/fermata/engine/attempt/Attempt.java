package dev.fermata.engine.attempt;

import dev.fermata.FermataException;
import dev.fermata.PermanentFailureException;
import dev.fermata.RunCanceledError;
import dev.fermata.engine.attempt.StepCommit.Fate;
import dev.fermata.engine.frame.FrameLedger;
import dev.fermata.engine.model.AttemptWrite.Checkpoint;
import dev.fermata.engine.model.AttemptWrite.StepTrace;
import dev.fermata.engine.model.Claim;
import dev.fermata.engine.model.RunState;
import dev.fermata.engine.model.StoredFrame;
import dev.fermata.engine.registry.TaskDefinition;
import dev.fermata.engine.retry.RetryPolicy;
import dev.fermata.engine.stack.MachineStack;
import dev.fermata.engine.stack.StackPoint;
import dev.fermata.engine.store.BadItemException;
import dev.fermata.engine.store.TransactedCheckpoints.Reason;
import dev.fermata.engine.transact.StepTransactions.Open;
import dev.fermata.engine.transact.StepTransactions.Source;
import dev.fermata.engine.transact.TransactedSteps;
import dev.fermata.machine.Transition;
import java.sql.Connection;
import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One claim being executed: the machine, how far it has come, and what each advance of it comes to. It writes nothing.
 * One thread at a time, but for {@link #cancel()}.
 */
final class Attempt {

    /** How often a step's transaction may give way to others before that counts as a failure of the step. */
    private static final int GIVING_WAY = 5;

    /** When a transaction that could not begin is tried again. */
    private static final Duration NOT_BEGUN = Duration.ofSeconds(1);

    private final Claim claim;
    private final TaskDefinition task;
    private final Pen pen;
    private final FrameLedger ledger;
    private final TransactedSteps steps;
    private final Interruption interruption;
    private final UserCode code;
    /** Failures that a step ended with: if the task lets one out, trying again cannot help. */
    private final Set<Throwable> stepFailures = Collections.newSetFromMap(new IdentityHashMap<>());

    private MachineStack stack;
    private int sequence;
    /** The last checkpoint's; null before the first. */
    private @Nullable StoredFrame last;
    /** Transactions since that checkpoint that gave way to others. */
    private int undone;

    private int failedAttempts;
    private boolean unwinding;

    Attempt(Claim claim, TaskDefinition task, Pen pen, TransactedSteps steps) {
        this.claim = claim;
        this.task = task;
        this.pen = pen;
        this.ledger = new FrameLedger(task.keepCheckpoints());
        this.steps = steps;
        this.stack = task.newStack();
        this.last = claim.progress().frame();
        this.sequence = claim.progress().sequence();
        this.failedAttempts = claim.progress().failedAttempts();
        this.unwinding = claim.progress().unwinding();
        this.interruption =
                new Interruption(claim.cancelRequested(), claim.progress().unwinding());
        this.code = new UserCode(interruption);
    }

    /** Puts the machine where the run stands. */
    void begin() {
        startOver();
    }

    /** A fresh machine goes on from the last checkpoint. */
    void startOver() {
        StoredFrame frame = last;
        if (frame == null) {
            stack = task.newStack();
            stack.start(task.codec().decodeArguments(claim.payload()));
        } else {
            ledger.read(sequence, frame);
            restore(frame);
        }
    }

    /** A fresh machine goes on from a frame, so that nothing a step did to its arguments is seen. */
    void restore(StoredFrame frame) {
        StackPoint point = task.codec().point(frame);
        @Nullable Object[] values = task.codec().decodeFrame(point, frame);
        stack = task.newStack();
        stack.restore(point, values);
        for (Object value : values) {
            if (value instanceof Throwable failure) {
                stepFailures.add(failure);
            }
        }
    }

    /** Runs user code up to the next suspension point, performs what is to happen there, and says what it came to. */
    Outcome advance() {
        if (isOver()) {
            return new Outcome.Dropped();
        }
        Transition transition = code.advance(stack);
        if (isOver()) {
            return new Outcome.Dropped();
        }
        if (isToBeCanceled()) {
            return cancelAt(transition);
        }
        if (transition instanceof Transition.StepCall step) {
            Optional<Source> transactions = steps.source(task, step.at());
            return transactions.isPresent() ? callInTransaction(step, transactions.get()) : callStep(step);
        } else if (transition instanceof Transition.Sleep sleep) {
            return sleep(sleep.duration());
        } else if (transition instanceof Transition.Save save) {
            stack.returned(save.value());
            return new Outcome.Advanced(1, 0);
        } else if (transition instanceof Transition.Fork fork) {
            return new Outcome.Ended(
                    RunState.FAILED,
                    new FermataException(
                            "FERMATA-4005",
                            "branches cannot be run yet: '" + fork.at().label() + "'."));
        } else if (transition instanceof Transition.Completed completed) {
            return unwinding ? new Outcome.Ended(RunState.CANCELED, null) : new Outcome.Returned(completed.result());
        } else {
            return codeThrew(((Transition.Threw) transition).failure());
        }
    }

    /** The frame the machine stands at became durable as the next checkpoint. */
    void checkpointed(StoredFrame frame) {
        ledger.written();
        last = frame;
        undone = 0;
        sequence++;
        failedAttempts = 0;
    }

    /** The frame the machine stands at, as the next checkpoint is to write it. */
    StoredFrame frame() {
        return ledger.place(nextSequence(), task.codec().encodeFrame(stack.point(), stack.save()));
    }

    /** Asks for cancellation: interrupts the step that runs, if one does. */
    void cancel() {
        interruption.cancel();
    }

    /** Leaves user code to itself for which a cancellation has waited that long; the thread that was left, the first time. */
    Optional<Thread> abandon(Duration patience) {
        return interruption.abandon(patience);
    }

    /** The claim is given up: whatever is still in progress counts for nothing, and is interrupted. */
    void drop() {
        pen.drop();
        interruption.interrupt();
    }

    Claim claim() {
        return claim;
    }

    TaskDefinition task() {
        return task;
    }

    /** The number of the checkpoint that is next. */
    int nextSequence() {
        return sequence + 1;
    }

    boolean isUnwinding() {
        return unwinding;
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
        return new Outcome.Advanced(failedAttempts + 1, microsSince(begun));
    }

    private Outcome callInTransaction(Transition.StepCall step, Source transactions) {
        Open transaction;
        try {
            transaction = transactions.open();
        } catch (RuntimeException e) {
            // The step has not run, so no attempt of it is used up.
            return new Outcome.TryAgain(failedAttempts, NOT_BEGUN, e);
        }
        try {
            long begun = System.nanoTime();
            Object result;
            Connection connection;
            try {
                result = call();
                if (isOver()) {
                    return new Outcome.Dropped();
                }
                if (isToBeCanceled()) {
                    return cancelAt(step);
                }
                connection = transaction.written();
            } catch (Throwable e) {
                transaction.end();
                return steps.reasonOf(e) == Reason.CONFLICT && mayGiveWay() ? new Outcome.Over() : stepThrew(step, e);
            }
            return commit(step, result, begun, transaction, connection);
        } finally {
            transaction.end();
        }
    }

    /** No user code runs from here to the commit. */
    private Outcome commit(
            Transition.StepCall step, @Nullable Object result, long begun, Open transaction, Connection connection) {
        // What returned() stores goes into the machine's fields; the objects of the task stay as they are.
        StackPoint before = stack.point();
        @Nullable Object[] values = stack.save();
        stack.returned(result);
        StoredFrame frame;
        try {
            frame = frame();
        } catch (RuntimeException e) {
            return new Outcome.Ended(RunState.FAILED, e);
        }
        StepTrace trace = new StepTrace(failedAttempts + 1, microsSince(begun));
        Checkpoint checkpoint = new Checkpoint(claim.run(), claim.number(), nextSequence(), frame, trace, unwinding);
        Fate fate = new StepCommit(steps, pen).commit(transaction, connection, checkpoint);
        if (fate instanceof Fate.Committed) {
            return new Outcome.Committed(frame);
        } else if (fate instanceof Fate.Lost) {
            return new Outcome.Dropped();
        }
        transaction.end();
        return undone(step, ((Fate.Undone) fate).reason(), before, values);
    }

    private Outcome undone(
            Transition.StepCall step, RuntimeException reason, StackPoint before, @Nullable Object[] values) {
        if (steps.reasonOf(reason) != Reason.OTHER && mayGiveWay()) {
            return new Outcome.Over();
        }
        if (reason instanceof BadItemException) {
            return new Outcome.Ended(RunState.FAILED, reason);
        }
        stack = task.newStack();
        stack.restore(before, values);
        Transition again = code.advance(stack);
        return again instanceof Transition.StepCall at
                        && at.at().label().equals(step.at().label())
                ? stepThrew(step, reason)
                : codeThrew(reason);
    }

    /** Giving way uses up no attempt of the step, but not without end. */
    private boolean mayGiveWay() {
        undone++;
        return undone <= GIVING_WAY;
    }

    private static long microsSince(long begun) {
        return TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - begun);
    }

    private @Nullable Object call() throws Throwable {
        return code.call(stack, new StepScope(claim.run(), nextSequence()));
    }

    private Outcome stepThrew(Transition.StepCall step, Throwable failure) {
        if (isOver()) {
            return new Outcome.Dropped();
        }
        if (isToBeCanceled()) {
            return cancelAt(step);
        }
        RetryPolicy policy = task.stepPolicy(step.at());
        int failures = failedAttempts + 1;
        if (!isPermanent(failure) && policy.allowsAnother(failures)) {
            return new Outcome.TryAgain(failures, policy.delayAfter(failures), failure);
        }
        stepFailures.add(failure);
        if (stack.threw(failure)) {
            return new Outcome.Advanced(failures, 0);
        }
        return new Outcome.Ended(unwinding ? RunState.CANCELED : RunState.FAILED, failure);
    }

    private Outcome sleep(Duration duration) {
        stack.returned(null);
        return duration.isZero() || duration.isNegative()
                ? new Outcome.Advanced(1, 0)
                : new Outcome.Suspended(duration);
    }

    private Outcome codeThrew(Throwable failure) {
        if (isOver()) {
            return new Outcome.Dropped();
        }
        if (unwinding) {
            return new Outcome.Ended(RunState.CANCELED, failure instanceof RunCanceledError ? null : failure);
        }
        RetryPolicy policy = task.codePolicy();
        int failures = failedAttempts + 1;
        if (isPermanent(failure) || comesFromStep(failure) || !policy.allowsAnother(failures)) {
            return new Outcome.Ended(RunState.FAILED, failure);
        }
        return new Outcome.TryAgain(failures, policy.delayAfter(failures), failure);
    }

    /** Whatever the thread that executes this finds out counts for nothing any more. */
    private boolean isOver() {
        return interruption.isAbandoned() || pen.isDry();
    }

    private boolean isToBeCanceled() {
        return !unwinding && interruption.isCancelRequested();
    }

    /** Throws the cancellation into the task where it stands, once. */
    private Outcome cancelAt(Transition transition) {
        boolean suspended = !(transition instanceof Transition.Completed || transition instanceof Transition.Threw);
        unwinding = true;
        interruption.deliver();
        if (suspended && stack.threw(new RunCanceledError("The run " + claim.run() + " was canceled"))) {
            return new Outcome.Advanced(1, 0);
        }
        return new Outcome.Ended(RunState.CANCELED, null);
    }

    /** The failure itself or one it was made of; a task that wraps a step's failure only tells it in other words. */
    private boolean comesFromStep(Throwable failure) {
        Throwable at = failure;
        for (int depth = 0; at != null && depth < 100; depth++) {
            if (stepFailures.contains(at)) {
                return true;
            }
            at = at.getCause();
        }
        return false;
    }

    private static boolean isPermanent(Throwable failure) {
        return failure instanceof PermanentFailureException || failure instanceof VirtualMachineError;
    }
}
