package dev.fermata.engine.attempt;

import dev.fermata.engine.model.StoredFrame;
import dev.fermata.machine.ResumePoint;
import java.time.Duration;
import java.util.Optional;

/**
 * What became of an outcome.
 *
 * @param checkpoint the frame that is now durable and under whose claim the attempt goes on; empty when it is over
 * @param wakeAfter when the run can be claimed again, if that is known
 */
record Recorded(Optional<StoredFrame> checkpoint, Optional<Duration> wakeAfter) {

    static final String THREW = ResumePoint.Phase.THREW.name();

    static final Recorded OVER = new Recorded(Optional.empty(), Optional.empty());
}
