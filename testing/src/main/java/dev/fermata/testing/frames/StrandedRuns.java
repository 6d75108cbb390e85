package dev.fermata.testing.frames;

import java.util.List;
import java.util.UUID;

/**
 * Runs that are alive and that a build could not resume where they stand.
 *
 * @param count how many there are
 * @param examples ids of the first of them, at most 20
 */
public record StrandedRuns(Stranding place, long count, List<UUID> examples) {

    public StrandedRuns {
        examples = List.copyOf(examples);
    }

    @Override
    public String toString() {
        return count + (count == 1 ? " run" : " runs") + " of " + place + " "
                + examples
                + (count > examples.size() ? " and more" : "");
    }
}
