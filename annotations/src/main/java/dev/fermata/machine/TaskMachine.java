package dev.fermata.machine;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One run of a task as a state machine, generated from the task method. It runs user code up to the next suspension
 * point and hands back what is to happen there; it does no I/O and knows no engine. One thread at a time.
 *
 * <pre>{@code
 * machine.start(arguments);            // or machine.restore(point, values)
 * loop: switch (machine.advance())
 *   StepCall  -> machine.call(), then machine.returned(value) or machine.threw(failure)
 *   Sleep     -> machine.returned(null)
 *   Save      -> machine.returned(value)
 *   Enter     -> machine.callee(0), started; machine.entered(); at its end machine.returned or machine.threw
 *   Fork      -> machine.callee(i), started, for each branch; at their end machine.returned or machine.threw
 *   Completed, Threw -> the end
 * }</pre>
 *
 * A frame may be saved whenever the machine stands at a resume point: after {@code start}, after {@code advance} has
 * handed back a suspension (BEFORE), after {@code entered} (INSIDE), after {@code returned} (AFTER) and after {@code threw} has returned true (THREW).
 */
public abstract class TaskMachine {

    /** Begins at {@link ResumePoint#START} with the task's arguments, boxed. */
    public abstract void start(@Nullable Object... arguments);

    /** Runs user code to the next suspension point or the end. What user code throws comes back as {@code Threw}. */
    public abstract Transition advance();

    /** Performs the pending step call, with the arguments already evaluated, and does not change the machine. */
    public abstract @Nullable Object call() throws Throwable;

    /**
     * A fresh machine for the helper or branch that is pending (BEFORE) or in progress (INSIDE) where this one stands,
     * neither started nor restored.
     *
     * @param branch number of the branch; 0 for a helper
     * @param targets finds the unproxied object behind a bean
     */
    public Callee callee(int branch, UnaryOperator<Object> targets) {
        throw new IllegalStateException("nothing is called here");
    }

    /** What {@link #callee} is to be started with. Only while the machine stands BEFORE. */
    public @Nullable Object[] calleeArguments(int branch) {
        throw new IllegalStateException("nothing is called here");
    }

    /** The pending helper has started; the machine forgets its arguments and stands INSIDE. */
    public void entered() {
        throw new IllegalStateException("no helper is pending");
    }

    /** The pending call returned {@code value}; the machine stores it and stands AFTER the suspension point. */
    public abstract void returned(@Nullable Object value);

    /**
     * The pending call failed for good. True: the machine stands at THREW, where a {@code catch} or {@code finally} of
     * the task is next. False: nothing in the task encloses the call, and the task ends with this failure.
     */
    public abstract boolean threw(Throwable failure);

    /** Where the machine stands: an index into {@link TaskDescriptor#points()}. */
    public abstract int point();

    /** The values of the live variables at {@link #point()}, boxed, in the order of its {@code variables}. */
    public abstract @Nullable Object[] save();

    /** Puts a fresh machine at a resume point. */
    public abstract void restore(int point, @Nullable Object[] values);
}
