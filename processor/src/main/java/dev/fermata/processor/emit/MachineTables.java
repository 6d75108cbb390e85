package dev.fermata.processor.emit;

import dev.fermata.processor.graph.Block;
import dev.fermata.processor.graph.ControlFlowGraph;
import dev.fermata.processor.graph.Terminator;
import dev.fermata.processor.graph.Variable;
import dev.fermata.processor.liveness.FramePlan;
import dev.fermata.processor.model.AttributedTask;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;

/** Writes what runs the states: dispatch, handlers, and how the machine is saved and restored. */
final class MachineTables {

    /** The state after the last one. */
    static final String DONE = "-1";

    private static final String CONTRACT = "dev.fermata.machine.";

    private final ControlFlowGraph flow;
    private final FramePlan frames;
    private final AttributedTask task;
    private final StringBuilder out;
    private final boolean handles;

    MachineTables(ControlFlowGraph flow, FramePlan frames, AttributedTask task, StringBuilder out) {
        this.flow = flow;
        this.frames = frames;
        this.task = task;
        this.out = out;
        this.handles = flow.blocks().stream().anyMatch(block -> block.region() != null);
    }

    void write() {
        out.append("  private int $state;\n  private int $point;\n");
        if (handles) {
            row(
                    "$HANDLER",
                    block -> block.region() == null
                            ? -1
                            : block.region().handler().number());
        }
        row("$BEFORE", block -> block.suspends() ? frames.index(block, FramePlan.Phase.BEFORE) : 0);
        FrameWriter frameWriter = new FrameWriter(flow, frames, task.unit().types(), out);
        // of a suspending state: the point and the state after its call, the cell of the result, the point behind its
        // failure,
        // and its number among the suspension points
        NumberText.rows(
                "$CALLS",
                flow.blocks().stream().map(block -> call(block, frameWriter)).toList(),
                out);
        new TransitionWriter(frames, task, out).write();
        dispatch();
        advance();
        new CalleeWriter(frames, task, out).write();
        outcomes();
        frameWriter.write();
    }

    private void row(String name, Function<Block, Integer> number) {
        NumberText.row(name, flow.blocks().stream().map(number).toList(), out);
    }

    private String call(Block block, FrameWriter frameWriter) {
        if (!block.suspends()) {
            return "";
        }
        Terminator.Suspend end = FramePlan.suspend(block);
        return frames.index(block, FramePlan.Phase.AFTER) + " " + end.next().number() + " "
                + frameWriter.result(end.suspension()) + " "
                + (block.region() == null ? 0 : frames.index(block, FramePlan.Phase.THREW)) + " "
                + TransitionWriter.inSourceOrder(frames).indexOf(block) + " ";
    }

    private void dispatch() {
        out.append(new StateTable(flow, frames).javadoc());
        out.append("  private int $run(int state) throws Throwable {\n    switch (state) {\n");
        for (Block block : flow.blocks()) {
            if (!block.suspends()) {
                out.append("      case " + block.number() + ": return $s" + block.number() + "();\n");
            }
        }
        out.append("      default: throw new IllegalStateException(\"state \" + state);\n    }\n  }\n");
        if (handles) {
            caught();
        }
    }

    private void caught() {
        out.append("  private void $caught(int $handler, Throwable $failure) {\n    switch ($handler) {\n");
        Set<Block> handlers = new LinkedHashSet<>();
        for (Block block : flow.blocks()) {
            if (block.region() != null && handlers.add(block.region().handler())) {
                out.append("      case " + block.region().handler().number() + ": "
                        + block.region().exception().javaName() + " = $failure; break;\n");
            }
        }
        out.append("      default: throw new IllegalStateException(\"handler \" + $handler);\n    }\n  }\n");
    }

    private void advance() {
        Variable result = flow.result();
        String completed = result == null ? "null" : result.javaName();
        String recovery = handles ? """
                        int handler = $HANDLER[state];
                        if (handler < 0) { return new dev.fermata.machine.Transition.Threw(failure); }
                        $caught(handler, failure);
                        state = handler;
                """ : "        return new dev.fermata.machine.Transition.Threw(failure);\n";
        out.append("""
                  @Override public dev.fermata.machine.Transition advance() {
                    int state = $state;
                    while (state != -1) {
                      if ($BEFORE[state] != 0) {
                        $state = state;
                        $point = $BEFORE[state];
                        return $transition(state);
                      }
                      try {
                        state = $run(state);
                      } catch (Throwable failure) {
                """);
        out.append(recovery + "      }\n    }\n    $state = state;\n");
        out.append("    return new " + CONTRACT + "Transition.Completed(" + completed + ");\n  }\n");
    }

    private void outcomes() {
        out.append("""
                  @Override public void returned(Object value) {
                    int[] call = $CALLS[$state];
                    if (call.length == 0) { throw new IllegalStateException("nothing is pending"); }
                    if (call[2] >= 0) { $set(call[2], value); }
                    $point = call[0];
                    $state = call[1];
                  }
                  @Override public boolean threw(Throwable failure) {
                    if ($BEFORE[$state] == 0) { throw new IllegalStateException("nothing is pending"); }
                """);
        out.append(handles ? """
                            int handler = $HANDLER[$state];
                            if (handler < 0) { return false; }
                            $point = $CALLS[$state][3];
                            $caught(handler, failure);
                            $state = handler;
                            return true;
                          }
                        """ : "    return false;\n  }\n");
    }
}
