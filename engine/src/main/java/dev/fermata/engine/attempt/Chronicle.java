package dev.fermata.engine.attempt;

import dev.fermata.engine.model.AttemptWrite;
import dev.fermata.engine.model.AttemptWrite.StepTrace;
import dev.fermata.engine.model.StoredFrame;

/** Keeps what becomes of a strand: the run's in its checkpoints, a branch's in its row. */
interface Chronicle {

    /** The strand goes on from this checkpoint. */
    void read(int sequence, StoredFrame frame);

    /** The frame as checkpoint {@code sequence} is to write it. */
    StoredFrame place(int sequence, StoredFrame frame);

    /** The checkpoint the strand is to write next. */
    AttemptWrite checkpoint(Strand strand, StoredFrame frame, StepTrace trace);

    /** What {@link #checkpoint} made last is durable. */
    void written();

    /**
     * Writes down how the strand ends under this claim.
     *
     * @throws RuntimeException a value cannot be encoded, or the database refuses it; then nothing is written
     */
    void end(Strand strand, Outcome outcome);
}
