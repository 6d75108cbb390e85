package dev.fermata.engine.model;

import java.util.List;

/**
 * A frame as stored: where the machine stands and its live variables, encoded.
 *
 * @param label label of the resume point
 * @param phase name of its phase
 * @param components variables in groups that share mutable objects
 */
public record StoredFrame(String label, String phase, List<Component> components) {

    public StoredFrame {
        components = List.copyOf(components);
    }

    /**
     * Variables that are encoded together.
     *
     * @param variables sorted names
     * @param bytes UTF-8 JSON
     */
    public record Component(List<String> variables, byte[] bytes) {

        public Component {
            variables = List.copyOf(variables);
        }
    }
}
