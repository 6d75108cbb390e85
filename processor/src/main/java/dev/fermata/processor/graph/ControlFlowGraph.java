package dev.fermata.processor.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The simplified graph of one task.
 *
 * @param blocks every reachable block, the entry first, numbered in the order of the list
 * @param result what the task returns; null for {@code void}
 */
public record ControlFlowGraph(
        List<Block> blocks,
        List<Variable> parameters,
        @Nullable Variable result) {

    public ControlFlowGraph {
        blocks = List.copyOf(blocks);
        parameters = List.copyOf(parameters);
        for (int number = 0; number < blocks.size(); number++) {
            blocks.get(number).number(number);
        }
    }

    public static ControlFlowGraph of(Block entry, List<Variable> parameters, @Nullable Variable result) {
        return new ControlFlowGraph(Simplifier.simplify(entry), parameters, result);
    }

    public Block entry() {
        return blocks.get(0);
    }

    static Set<Block> reachable(Block entry) {
        Set<Block> seen = new LinkedHashSet<>();
        Deque<Block> open = new ArrayDeque<>(List.of(entry));
        while (!open.isEmpty()) {
            Block block = open.poll();
            if (seen.add(block)) {
                open.addAll(new ArrayList<>(block.successors()));
            }
        }
        return seen;
    }
}
