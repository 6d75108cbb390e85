package dev.fermata.machine;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a machine hands back when user code has reached the next suspension point or its end. */
public sealed interface Transition {

    /** A step is to be called, by {@link TaskMachine#call()}; its outcome goes to {@code returned} or {@code threw}. */
    record StepCall(SuspensionPoint at) implements Transition {}

    /** The run sleeps; then {@code returned(null)}. */
    record Sleep(SuspensionPoint at, Duration duration) implements Transition {}

    /** The task returned. {@code result} is null for {@code void}. */
    record Completed(@Nullable Object result) implements Transition {}

    /** The task threw, or code between two steps did. */
    record Threw(Throwable failure) implements Transition {}
}
