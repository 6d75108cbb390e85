package dev.fermata.engine.attempt;

import dev.fermata.engine.model.RunState;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What one advance of an attempt came to. Each but {@link Dropped} becomes exactly one write. */
sealed interface Outcome {

    /** The machine stands at a new resume point: its frame becomes a checkpoint, and the attempt goes on. */
    record Advanced(int attempts, long durationMicros) implements Outcome {}

    /** The machine stands behind a sleep. */
    record Suspended(Duration wakeAfter) implements Outcome {}

    /** It failed and is tried again from the last checkpoint. */
    record TryAgain(int failedAttempts, Duration delay, Throwable failure) implements Outcome {}

    record Returned(@Nullable Object result) implements Outcome {}

    record Ended(RunState state, @Nullable Throwable failure) implements Outcome {}

    /** This build cannot go on from where the run stands. */
    record Unresumable(String reason) implements Outcome {}

    /** The claim is no longer this attempt's; whatever it found out counts for nothing. */
    record Dropped() implements Outcome {}
}
