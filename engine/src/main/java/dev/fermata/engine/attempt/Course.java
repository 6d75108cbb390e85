package dev.fermata.engine.attempt;

import dev.fermata.engine.model.AttemptWrite.StepTrace;
import dev.fermata.engine.model.StoredFrame;
import dev.fermata.engine.model.WriteResult;
import dev.fermata.machine.ResumePoint;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way of one strand under one claim: each outcome is made durable, and then the next begins. */
final class Course {

    private static final Logger LOG = LoggerFactory.getLogger(Course.class);
    private static final String THREW = ResumePoint.Phase.THREW.name();

    private final Attempt attempt;
    private final Strand strand;
    private final Chronicle chronicle;

    Course(Attempt attempt, Strand strand, Chronicle chronicle) {
        this.attempt = attempt;
        this.strand = strand;
        this.chronicle = chronicle;
    }

    /** Goes to the point where the strand ends, suspends or is given up. */
    void run() {
        attempt.enter(strand.interruption());
        try {
            Outcome outcome = strand.begin();
            while (record(outcome)) {
                outcome = attempt.isYielding() ? new Outcome.Yielded() : strand.advance();
            }
        } finally {
            attempt.leave(strand.interruption());
        }
    }

    /** Makes an outcome durable. True: the strand goes on. */
    private boolean record(Outcome outcome) {
        try {
            if (outcome instanceof Outcome.Over) {
                strand.startOver();
                return true;
            } else if (outcome instanceof Outcome.Committed committed) {
                checkpointed(committed.frame());
                return true;
            } else if (outcome instanceof Outcome.Advanced advanced) {
                return write(advanced);
            }
            chronicle.end(strand, outcome);
        } catch (RuntimeException e) {
            // What the user's code made cannot be encoded, or the database refuses it. Only this run fails.
            if (JvmTrouble.isNoFaultOf(attempt.claim(), e)) {
                chronicle.end(strand, new Outcome.Distressed(e));
                return false;
            }
            LOG.warn("{} fails: {}", attempt.run(), e.getMessage());
            chronicle.end(strand, new Outcome.Broken(e));
        }
        return false;
    }

    private boolean write(Outcome.Advanced advanced) {
        Optional<StoredFrame> frame = strand.frame();
        if (frame.isEmpty()) {
            return false;
        }
        StepTrace trace = new StepTrace(advanced.attempts(), advanced.durationMicros());
        if (attempt.pen().write(chronicle.checkpoint(strand, frame.get(), trace)) == WriteResult.CLAIM_LOST) {
            LOG.debug("{} is no longer this worker's; its checkpoint was not written", attempt.run());
            chronicle.end(strand, new Outcome.Dropped());
            return false;
        }
        checkpointed(frame.get());
        return true;
    }

    private void checkpointed(StoredFrame frame) {
        strand.checkpointed(frame);
        if (attempt.means().continuing() == Continuing.DECODED || frame.phase().equals(THREW)) {
            strand.restore(frame);
        }
    }
}
