package dev.fermata.engine.attempt;

import dev.fermata.engine.attempt.StepCommit.Fate;
import dev.fermata.engine.model.AttemptWrite;
import dev.fermata.engine.model.AttemptWrite.StepTrace;
import dev.fermata.engine.model.StoredFrame;
import dev.fermata.engine.stack.StackPoint;
import dev.fermata.engine.store.BadItemException;
import dev.fermata.engine.store.TransactedCheckpoints.Reason;
import dev.fermata.engine.transact.StepTransactions.Open;
import dev.fermata.engine.transact.StepTransactions.Source;
import dev.fermata.engine.transact.TransactedSteps;
import dev.fermata.machine.Transition;
import java.sql.Connection;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Calls steps of one strand that commit together with their checkpoint. */
final class TransactedCall {

    /** How often a step's transaction may give way to others before that counts as a failure of the step. */
    private static final int GIVING_WAY = 5;

    /** When a transaction that could not begin is tried again. */
    private static final Duration NOT_BEGUN = Duration.ofSeconds(1);

    private final Strand strand;
    private final Attempt attempt;
    private final TransactedSteps steps;
    /** Transactions since the last checkpoint that gave way to others. */
    private int undone;

    TransactedCall(Strand strand, Attempt attempt) {
        this.strand = strand;
        this.attempt = attempt;
        this.steps = attempt.means().steps();
    }

    void checkpointed() {
        undone = 0;
    }

    Outcome call(Transition.StepCall step, Source transactions) {
        Open transaction;
        try {
            transaction = transactions.open();
        } catch (RuntimeException e) {
            // The step has not run, so no attempt of it is used up.
            return new Outcome.TryAgain(strand.failedAttempts(), NOT_BEGUN, e);
        }
        try {
            long begun = System.nanoTime();
            Object result;
            Connection connection;
            try {
                result = strand.call();
                if (strand.isOver()) {
                    return new Outcome.Dropped();
                }
                if (strand.isToBeCanceled()) {
                    return strand.cancelAt(step);
                }
                connection = transaction.written();
            } catch (Throwable e) {
                transaction.end();
                return steps.reasonOf(e) == Reason.CONFLICT && mayGiveWay()
                        ? new Outcome.Over()
                        : strand.stepThrew(step, e);
            }
            return commit(step, result, begun, transaction, connection);
        } finally {
            transaction.end();
        }
    }

    /** No user code runs from here to the commit. */
    private Outcome commit(
            Transition.StepCall step, @Nullable Object result, long begun, Open transaction, Connection connection) {
        // What returned() stores goes into the machines' fields; the objects of the task stay as they are.
        StackPoint before = strand.stack().point();
        @Nullable Object[] values = strand.stack().save();
        strand.stack().returned(result);
        Optional<StoredFrame> frame;
        try {
            frame = strand.frame();
        } catch (RuntimeException e) {
            return new Outcome.Broken(e);
        }
        if (frame.isEmpty()) {
            return new Outcome.Dropped();
        }
        long micros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - begun);
        AttemptWrite checkpoint =
                strand.chronicle().checkpoint(strand, frame.get(), new StepTrace(strand.failedAttempts() + 1, micros));
        Fate fate = new StepCommit(steps, attempt.pen()).commit(transaction, connection, checkpoint);
        if (fate instanceof Fate.Committed) {
            return new Outcome.Committed(frame.get());
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
            return new Outcome.Broken(reason);
        }
        strand.restore(before, values);
        Transition again = strand.advanceAgain();
        return again instanceof Transition.StepCall at
                        && at.at().label().equals(step.at().label())
                ? strand.stepThrew(step, reason)
                : strand.codeThrew(reason);
    }

    /** Giving way uses up no attempt of the step, but not without end. */
    private boolean mayGiveWay() {
        undone++;
        return undone <= GIVING_WAY;
    }
}
