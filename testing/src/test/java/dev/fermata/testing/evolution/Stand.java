package dev.fermata.testing.evolution;

import dev.fermata.engine.model.StoredFrame;
import java.util.List;

/**
 * Where a run stands, as a database would hold it.
 *
 * @param frame of the task, or of a branch
 * @param hasEnded whether this is a branch that has returned; the frame holds its result
 * @param branches how far those of the fork have come that it stands before, the first ones
 */
record Stand(StoredFrame frame, boolean hasEnded, List<Stand> branches) {

    Stand {
        branches = List.copyOf(branches);
    }

    /** The label as annotations name it: without the name of the machine that a branch's label begins with. */
    String label() {
        String label = frame.label();
        return label.contains(" | ") ? label.substring(label.indexOf('/') + 1) : label;
    }
}
