package dev.fermata.engine.codec;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The values of a frame as JSON, cut where no mutable object is shared: each component can be stored, compared and left
 * out of a checkpoint on its own.
 */
public record EncodedFrame(List<Component> components) {

    public EncodedFrame {
        components = List.copyOf(components);
        Set<String> seen = new HashSet<>();
        for (Component component : components) {
            for (String variable : component.variables()) {
                if (!seen.add(variable)) {
                    throw new IllegalArgumentException("Variable '" + variable + "' is in two components");
                }
            }
        }
    }

    /** Bytes of all components. */
    public int size() {
        return components.stream().mapToInt(component -> component.json.length).sum();
    }

    /** Variables that share mutable objects, or a single variable. Equal when names and bytes are equal. */
    public static final class Component {

        private final List<String> variables;
        private final byte[] json;

        /**
         * @param variables sorted by name
         * @param json UTF-8, an object with one member a variable; not copied
         */
        public Component(List<String> variables, byte[] json) {
            this.variables = List.copyOf(variables);
            this.json = json;
        }

        public List<String> variables() {
            return variables;
        }

        /** Not copied: not to be written to. */
        public byte[] json() {
            return json;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Component that
                    && variables.equals(that.variables)
                    && Arrays.equals(json, that.json);
        }

        @Override
        public int hashCode() {
            return 31 * variables.hashCode() + Arrays.hashCode(json);
        }

        @Override
        public String toString() {
            return new String(json, java.nio.charset.StandardCharsets.UTF_8);
        }
    }
}
