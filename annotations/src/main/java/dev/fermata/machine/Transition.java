package dev.fermata.machine;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a machine hands back when user code has reached the next suspension point or its end. */
public sealed interface Transition {

    /** A step is to be called, by {@link TaskMachine#call()}; its outcome goes to {@code returned} or {@code threw}. */
    record StepCall(SuspensionPoint at) implements Transition {}

    /** The run sleeps; then {@code returned(null)}. */
    record Sleep(SuspensionPoint at, Duration duration) implements Transition {}

    /** A value is to be saved; then {@code returned(value)}. */
    record Save(SuspensionPoint at, @Nullable Object value) implements Transition {}

    /**
     * A helper is to run in a frame of its own: {@link TaskMachine#callee} 0 is started with {@link
     * TaskMachine#calleeArguments} 0, then {@link TaskMachine#entered()}; the outcome of that machine goes to {@code
     * returned} or {@code threw}.
     */
    record Enter(SuspensionPoint at) implements Transition {}

    /**
     * Branches are to run side by side, each a machine of its own: {@link TaskMachine#callee} 0 to {@code branches - 1},
     * started with {@link TaskMachine#calleeArguments}. When all have settled, {@code returned(list of results)}, or
     * {@code threw} the first failure in order, with the others suppressed. The machine stays BEFORE until then.
     *
     * @param branches how many, 0 or more
     * @param concurrency how many at a time, 1 or more
     */
    record Fork(SuspensionPoint at, int branches, int concurrency) implements Transition {}

    /** The task returned. {@code result} is null for {@code void}. */
    record Completed(@Nullable Object result) implements Transition {}

    /** The task threw, or code between two steps did. */
    record Threw(Throwable failure) implements Transition {}
}
