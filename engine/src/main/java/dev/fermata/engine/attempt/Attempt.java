package dev.fermata.engine.attempt;

import dev.fermata.PermanentFailureException;
import dev.fermata.RunCanceledError;
import dev.fermata.engine.model.Claim;
import dev.fermata.engine.model.RunState;
import dev.fermata.engine.model.StoredFrame;
import dev.fermata.engine.registry.TaskDefinition;
import dev.fermata.engine.retry.RetryPolicy;
import dev.fermata.machine.DurableScope;
import dev.fermata.machine.TaskMachine;
import dev.fermata.machine.Transition;
import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One claim being executed: the machine, how far it has come, and what each advance of it comes to. It writes nothing.
 * One thread at a time, but for {@link #cancel()}.
 */
final class Attempt {

    private final Claim claim;
    private final TaskDefinition task;
    private final Pen pen;
    private final Interruption interruption;
    /** Failures that a step ended with: if the task lets one out, trying again cannot help. */
    private final Set<Throwable> stepFailures = Collections.newSetFromMap(new IdentityHashMap<>());

    private TaskMachine machine;
    private int sequence;
    private int failedAttempts;
    private boolean unwinding;

    Attempt(Claim claim, TaskDefinition task, Pen pen) {
        this.claim = claim;
        this.task = task;
        this.pen = pen;
        this.machine = task.newMachine();
        this.sequence = claim.progress().sequence();
        this.failedAttempts = claim.progress().failedAttempts();
        this.unwinding = claim.progress().unwinding();
        this.interruption = new Interruption(claim.cancelRequested());
    }

    /** Puts the machine where the run stands. */
    void begin() {
        StoredFrame frame = claim.progress().frame();
        if (frame == null) {
            machine.start(task.codec().decodeArguments(claim.payload()));
        } else {
            restore(frame);
        }
    }

    /** A fresh machine goes on from a frame, so that nothing a step did to its arguments is seen. */
    void restore(StoredFrame frame) {
        int point = task.codec().point(frame);
        @Nullable Object[] values = task.codec().decodeFrame(point, frame);
        machine = task.newMachine();
        machine.restore(point, values);
        for (Object value : values) {
            if (value instanceof Throwable failure) {
                stepFailures.add(failure);
            }
        }
    }

    /** Runs user code up to the next suspension point, performs what is to happen there, and says what it came to. */
    Outcome advance() {
        if (pen.isDry()) {
            return new Outcome.Dropped();
        }
        Transition transition = toNextSuspension();
        if (isToBeCanceled()) {
            return cancelAt(transition);
        }
        if (transition instanceof Transition.StepCall step) {
            return callStep(step);
        } else if (transition instanceof Transition.Sleep sleep) {
            return sleep(sleep.duration());
        } else if (transition instanceof Transition.Completed completed) {
            return unwinding ? new Outcome.Ended(RunState.CANCELED, null) : new Outcome.Returned(completed.result());
        } else {
            return codeThrew(((Transition.Threw) transition).failure());
        }
    }

    /** The frame the machine stands at became durable as the next checkpoint. */
    void checkpointed() {
        sequence++;
        failedAttempts = 0;
    }

    StoredFrame frame() {
        return task.codec().encodeFrame(machine.point(), machine.save());
    }

    /** Asks for cancellation: interrupts the step that runs, if one does. */
    void cancel() {
        interruption.cancel();
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

    private Transition toNextSuspension() {
        interruption.enter();
        try {
            return machine.advance();
        } catch (Throwable e) {
            return new Transition.Threw(e);
        } finally {
            interruption.leave();
        }
    }

    private Outcome callStep(Transition.StepCall step) {
        long begun = System.nanoTime();
        Object result;
        interruption.enter();
        try {
            result = DurableScope.call(new StepScope(claim.run(), nextSequence()), this::call);
        } catch (Throwable e) {
            interruption.leave();
            return stepThrew(step, e instanceof Carried carried ? carried.thrown() : e);
        }
        interruption.leave();
        if (isToBeCanceled()) {
            return cancelAt(step);
        }
        machine.returned(result);
        return new Outcome.Advanced(failedAttempts + 1, TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - begun));
    }

    private @Nullable Object call() throws Exception {
        try {
            return machine.call();
        } catch (Exception e) {
            throw e;
        } catch (Throwable e) {
            throw new Carried(e);
        }
    }

    private Outcome stepThrew(Transition.StepCall step, Throwable failure) {
        if (pen.isDry()) {
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
        if (machine.threw(failure)) {
            return new Outcome.Advanced(failures, 0);
        }
        return new Outcome.Ended(unwinding ? RunState.CANCELED : RunState.FAILED, failure);
    }

    private Outcome sleep(Duration duration) {
        machine.returned(null);
        return duration.isZero() || duration.isNegative()
                ? new Outcome.Advanced(1, 0)
                : new Outcome.Suspended(duration);
    }

    private Outcome codeThrew(Throwable failure) {
        if (pen.isDry()) {
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

    private boolean isToBeCanceled() {
        return !unwinding && interruption.isCancelRequested();
    }

    /** Throws the cancellation into the task where it stands, once. */
    private Outcome cancelAt(Transition transition) {
        boolean suspended = transition instanceof Transition.StepCall || transition instanceof Transition.Sleep;
        unwinding = true;
        if (suspended && machine.threw(new RunCanceledError("The run " + claim.run() + " was canceled"))) {
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

    /** Carries what a step threw through an interface that lets only exceptions pass. */
    private static final class Carried extends Exception {

        private static final long serialVersionUID = 1L;

        Carried(Throwable thrown) {
            super(thrown);
        }

        Throwable thrown() {
            return java.util.Objects.requireNonNull(getCause());
        }
    }
}
