package dev.fermata.processor.graph;

import java.util.List;
import java.util.Set;

/**
 * A lowered task.
 *
 * @param typeParameters of the class and the method, with brackets; empty when there are none
 * @param reserved identifiers that a field of the machine must not hide
 * @param repeated names that several variables of the method have: copied text may declare one of them again
 */
public record TaskGraph(
        ControlFlowGraph flow,
        String typeParameters,
        List<Accessor> accessors,
        List<LocalType> localTypes,
        Set<String> reserved,
        Set<String> repeated) {

    public TaskGraph {
        accessors = List.copyOf(accessors);
        localTypes = List.copyOf(localTypes);
        reserved = Set.copyOf(reserved);
        repeated = Set.copyOf(repeated);
    }
}
