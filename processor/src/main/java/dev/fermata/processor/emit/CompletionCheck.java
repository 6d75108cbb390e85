package dev.fermata.processor.emit;

import dev.fermata.processor.graph.Block;
import dev.fermata.processor.graph.ControlFlowGraph;
import dev.fermata.processor.graph.Terminator;
import dev.fermata.processor.graph.Variable;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Writes the check of a restored machine that stands in a {@code finally}: where its end is to go on is stored by name,
 * and another build may have no such way out any more. Found out there and then, it would fail the run.
 */
final class CompletionCheck {

    private final ControlFlowGraph flow;

    CompletionCheck(ControlFlowGraph flow) {
        this.flow = flow;
    }

    /** What follows when the variable is filled from a frame; nothing if it is no completion. */
    String of(Variable variable) {
        Set<String> ways = ways(variable);
        if (ways.isEmpty()) {
            return "";
        }
        String known = ways.stream().map(way -> '"' + way + '"').collect(Collectors.joining(", "));
        return " if (" + variable.javaName() + " != null && !java.util.Set.of(" + known + ").contains("
                + variable.javaName() + ")) { throw new dev.fermata.FermataException(\"FERMATA-4007\","
                + " \"the run was on its way to '\" + " + variable.javaName()
                + " + \"' through a finally block that no longer leads there. Run a build where it does until"
                + " the runs that stand there are through.\"); }";
    }

    private Set<String> ways(Variable completion) {
        Set<String> ways = new TreeSet<>();
        for (Block block : flow.blocks()) {
            if (block.end() instanceof Terminator.Dispatch dispatch && dispatch.completion() == completion) {
                for (Map.Entry<String, Block> target : dispatch.targets().entrySet()) {
                    ways.add(target.getKey());
                }
            }
        }
        return ways;
    }
}
