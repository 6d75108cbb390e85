package dev.fermata.processor.lower;

import dev.fermata.processor.graph.Variable;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/**
 * What a branch knows of the machine around it.
 *
 * @param name of the branch's machine in descriptors
 * @param captured the variables it reads, in the order in which it is started with their values
 * @param item type of the item it is started with after them; null when there is none
 * @param result what it returns; null for nothing
 * @param constants locals whose uses are their values
 * @param types the local types around it; null for a method
 */
record BranchScope(
        String name,
        Map<Element, Variable> captured,
        @Nullable TypeMirror item,
        @Nullable TypeMirror result,
        Set<Element> constants,
        @Nullable LocalTypes types) {}
