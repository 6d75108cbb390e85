package dev.fermata.engine.attempt;

import dev.fermata.engine.model.RunState;
import dev.fermata.engine.model.StoredFrame;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What one advance of a strand came to. Each becomes exactly one write where its words do not say otherwise. */
sealed interface Outcome {

    /** The machine stands at a new resume point: its frame becomes a checkpoint, and the strand goes on. */
    record Advanced(int attempts, long durationMicros) implements Outcome {}

    /** The machine stands at a new resume point whose checkpoint was committed with the step: there is nothing to write. */
    record Committed(StoredFrame frame) implements Outcome {}

    /** A transaction gave way to another: the strand goes on at once from the last checkpoint, under the same claim. */
    record Over() implements Outcome {}

    /** The machine stands behind a sleep. */
    record Suspended(Duration wakeAfter) implements Outcome {}

    /** All branches wait. The machine stands before the fork, at the last checkpoint. */
    record Recess(Duration wakeAfter) implements Outcome {}

    /** It failed and is tried again from the last checkpoint. */
    record TryAgain(int failedAttempts, Duration delay, Throwable failure) implements Outcome {}

    record Returned(@Nullable Object result) implements Outcome {}

    record Ended(RunState state, @Nullable Throwable failure) implements Outcome {}

    /** What it made cannot be stored: the run fails, whatever encloses the place. */
    record Broken(Throwable failure) implements Outcome {}

    /** The JVM failed it, which may be a neighbour's doing: nothing is known against the run but that. */
    record Distressed(Throwable failure) implements Outcome {}

    /** This build cannot go on from where the run stands. */
    record Unresumable(String reason) implements Outcome {}

    /** The claim goes back unused at a checkpoint. */
    record Yielded() implements Outcome {}

    /** The claim is no longer this attempt's; whatever it found out counts for nothing. */
    record Dropped() implements Outcome {}
}
