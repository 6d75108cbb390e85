package dev.fermata.processor.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Skips empty blocks, forgets unreachable ones and joins straight lines, so that a transition is paid only where needed. */
final class Simplifier {

    private Simplifier() {}

    static List<Block> simplify(Block start) {
        for (Block block : ControlFlowGraph.reachable(start)) {
            block.retarget(Simplifier::skipEmpty);
        }
        Block entry = skipEmpty(start);
        Set<Block> blocks = ControlFlowGraph.reachable(entry);
        join(entry, blocks);
        return new ArrayList<>(ControlFlowGraph.reachable(entry));
    }

    private static Block skipEmpty(Block block) {
        Block target = block;
        Set<Block> seen = new HashSet<>();
        while (target.instructions().isEmpty() && target.end() instanceof Terminator.Goto onward && seen.add(target)) {
            target = onward.next();
        }
        return target;
    }

    private static void join(Block entry, Set<Block> blocks) {
        Map<Block, Integer> predecessors = new HashMap<>();
        predecessors.put(entry, 1);
        for (Block block : blocks) {
            block.successors().forEach(next -> predecessors.merge(next, 1, Integer::sum));
        }
        Set<Block> absorbed = new LinkedHashSet<>();
        for (Block block : blocks) {
            if (absorbed.contains(block)) {
                continue;
            }
            while (block.end() instanceof Terminator.Goto onward && joins(block, onward.next(), predecessors)) {
                absorbed.add(onward.next());
                block.absorb(onward.next());
            }
        }
    }

    /**
     * A handler is never joined although a {@code goto} may be its only visible predecessor: its region is entered by
     * exceptions, which are counted as edges of every block of the region. Text that would go back to an earlier line
     * stays apart, so that it can be printed on its own line.
     */
    private static boolean joins(Block block, Block next, Map<Block, Integer> predecessors) {
        return next != block
                && predecessors.getOrDefault(next, 0) == 1
                && Objects.equals(next.region(), block.region())
                && !next.suspends()
                && !(next.end() instanceof Terminator.Exit)
                && (next.firstLine() == 0 || next.firstLine() >= block.lastLine());
    }
}
