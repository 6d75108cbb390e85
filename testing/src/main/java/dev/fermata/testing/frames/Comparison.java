package dev.fermata.testing.frames;

import java.util.List;

/**
 * What a build changes for runs of the build whose manifests are committed.
 *
 * @param strandings places of the committed build from which this one cannot go on
 * @param changed ids of tasks whose manifest is another one now, or new, or gone
 */
public record Comparison(List<Stranding> strandings, List<String> changed) {

    public Comparison {
        strandings = List.copyOf(strandings);
        changed = List.copyOf(changed);
    }

    /** Whether a run of the committed build may find itself without a build that goes on with it. */
    public boolean strands() {
        return !strandings.isEmpty();
    }
}
