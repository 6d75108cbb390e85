package dev.fermata.spring.properties;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The checkpoints of runs.
 *
 * @param keep how many of a run stay readable, at least 1; older ones are deleted while it goes on, but for what the kept
 *     ones still refer to
 */
public record CheckpointProperties(@DefaultValue("100") int keep) {

    public CheckpointProperties {
        requireKept("fermata.checkpoints.keep", keep);
    }

    static void requireKept(String property, int keep) {
        PropertyException.require(
                keep >= 1, property, keep, "at least 1, because a run goes on from its last checkpoint");
    }
}
