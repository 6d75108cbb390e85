package dev.fermata.testing.differential;

import java.util.List;

/**
 * Everything that can be observed of one execution.
 *
 * @param events the trace
 * @param end the result or the failure as a portrait
 */
record Outcome(List<String> events, String end) {

    Outcome {
        events = List.copyOf(events);
    }

    @Override
    public String toString() {
        return String.join("\n      ", events) + "\n      => " + end;
    }
}
