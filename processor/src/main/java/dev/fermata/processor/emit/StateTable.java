package dev.fermata.processor.emit;

import dev.fermata.processor.graph.Block;
import dev.fermata.processor.graph.ControlFlowGraph;
import dev.fermata.processor.graph.Terminator;
import dev.fermata.processor.graph.Variable;
import dev.fermata.processor.liveness.FramePlan;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The machine as a table, for who reads the generated source: its states, where they go, and what is stored there. */
final class StateTable {

    private final ControlFlowGraph flow;
    private final FramePlan frames;

    StateTable(ControlFlowGraph flow, FramePlan frames) {
        this.flow = flow;
        this.frames = frames;
    }

    String javadoc() {
        StringBuilder out = new StringBuilder("  /**\n   * Runs one state and answers the next.\n   *\n   * <pre>\n");
        out.append("   * state  lines      then\n");
        for (Block block : flow.blocks()) {
            out.append(String.format(
                    Locale.ROOT,
                    "   * %-6s %-10s %s%n",
                    block.number(),
                    lines(block),
                    escaped(end(block)) + (block.region() == null ? "" : handler(block))));
        }
        out.append("   *\n   * where a run can be saved, and with what\n");
        for (FramePlan.Point point : frames.points()) {
            out.append("   * ")
                    .append(point.phase().name().toLowerCase(Locale.ROOT))
                    .append(' ')
                    .append(escaped(point.label()))
                    .append(": ")
                    .append(escaped(
                            point.variables().stream().map(Variable::name).collect(Collectors.joining(", "))))
                    .append('\n');
        }
        return out.append("   * </pre>\n   */\n").toString().replace("\r", "");
    }

    private static String lines(Block block) {
        int first = block.firstLine();
        int last = Math.max(first, block.endLine());
        return last == 0 ? "-" : first == last || first == 0 ? String.valueOf(last) : first + "-" + last;
    }

    private static String end(Block block) {
        Terminator end = block.end();
        if (end instanceof Terminator.Suspend suspend) {
            return "calls " + suspend.suspension().label() + ", then "
                    + suspend.next().number();
        } else if (end instanceof Terminator.Branch branch) {
            return branch.yes().number() + " if true, else " + branch.no().number();
        } else if (end instanceof Terminator.Exit) {
            return "the task returns";
        } else if (end instanceof Terminator.Throw) {
            return "throws";
        } else if (end instanceof Terminator.Dispatch dispatch) {
            return dispatch.targets().entrySet().stream()
                    .map(way -> way.getValue().number() + " for " + way.getKey())
                    .collect(Collectors.joining(", "));
        }
        List<Block> next = end.successors();
        return next.isEmpty()
                ? "leaves"
                : next.stream().map(block1 -> String.valueOf(block1.number())).collect(Collectors.joining(" or "));
    }

    private static String handler(Block block) {
        return "; " + (block.region() == null ? "" : block.region().handler().number()) + " if it throws";
    }

    /** Labels and names hold what users write; none may end the comment or be a tag. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace("*/", "*&#47;")
                .replace("@", "&#64;")
                .replace("\\u", "&#92;u");
    }
}
