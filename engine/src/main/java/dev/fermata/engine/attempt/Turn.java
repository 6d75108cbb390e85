package dev.fermata.engine.attempt;

import dev.fermata.engine.stack.Settlement;
import java.time.Duration;

/** What one turn of a branch came to. */
sealed interface Turn {

    record Settled(Settlement end) implements Turn {}

    /** It sleeps, or is tried again later. */
    record Waits(Duration wakeAfter) implements Turn {}

    /** The whole attempt is over, or the run is to end for this. */
    record Stopped(Outcome outcome) implements Turn {}
}
