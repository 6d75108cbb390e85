package dev.fermata.processor.liveness;

import dev.fermata.processor.graph.Block;
import dev.fermata.processor.graph.ControlFlowGraph;
import dev.fermata.processor.graph.Suspension;
import dev.fermata.processor.graph.Terminator;
import dev.fermata.processor.graph.Variable;
import dev.fermata.processor.model.Suspensions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Every place where the machine can be saved: the start, then before, inside (of a helper), after and, where a handler
 * encloses it, behind the failure of each suspension.
 *
 * @param suspending blocks that end in a suspension, in the order of the user's text
 * @param points index 0 is the start
 */
public record FramePlan(List<Block> suspending, List<Point> points) {

    /** Name of the first point. */
    public static final String START = "start";

    /** Name of the point that tells with which type the result of a branch is kept. */
    public static final String END = "end";

    /** Where a run stands relative to its suspension. */
    public enum Phase {
        BEFORE,
        INSIDE,
        AFTER,
        THREW
    }

    /**
     * @param state the block that runs next
     * @param suspension null at the start
     */
    public record Point(
            String label,
            Phase phase,
            Block state,
            List<Variable> variables,
            @Nullable Suspension suspension) {}

    public FramePlan {
        suspending = List.copyOf(suspending);
        points = List.copyOf(points);
    }

    /** @param start what a frame holds at the start */
    public static FramePlan of(ControlFlowGraph graph, Liveness liveness, List<Variable> start) {
        List<Block> suspending = new ArrayList<>();
        for (Block block : graph.blocks()) {
            if (block.suspends()) {
                suspending.add(block);
            }
        }
        suspending.sort(Comparator.comparingInt(Block::endLine));
        List<Point> points = new ArrayList<>();
        points.add(new Point(START, Phase.BEFORE, graph.entry(), start, null));
        for (Block block : suspending) {
            Terminator.Suspend end = suspend(block);
            Suspension at = end.suspension();
            points.add(new Point(at.label(), Phase.BEFORE, block, liveness.before(block), at));
            if (at.kind() == Suspensions.Kind.HELPER) {
                points.add(new Point(at.label(), Phase.INSIDE, block, liveness.inside(block, end), at));
            }
            points.add(new Point(at.label(), Phase.AFTER, end.next(), liveness.after(block, end), at));
            if (block.region() != null) {
                points.add(new Point(at.label(), Phase.THREW, block.region().handler(), liveness.threw(block), at));
            }
        }
        return new FramePlan(suspending, points);
    }

    public static Terminator.Suspend suspend(Block block) {
        return (Terminator.Suspend) block.end();
    }

    /** Index of a point of the suspension that ends {@code block}. */
    public int index(Block block, Phase phase) {
        String label = suspend(block).suspension().label();
        for (int i = 1; i < points.size(); i++) {
            if (points.get(i).phase() == phase && points.get(i).label().equals(label)) {
                return i;
            }
        }
        return -1;
    }
}
