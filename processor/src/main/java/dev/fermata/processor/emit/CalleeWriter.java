package dev.fermata.processor.emit;

import dev.fermata.processor.graph.Block;
import dev.fermata.processor.graph.Code;
import dev.fermata.processor.graph.Route;
import dev.fermata.processor.graph.Suspension;
import dev.fermata.processor.liveness.FramePlan;
import dev.fermata.processor.model.AttributedTask;
import dev.fermata.processor.model.MachineReference;
import dev.fermata.processor.model.Suspensions;
import java.util.List;
import java.util.function.Function;

/** Writes how a machine makes the machines it calls, and what they are started with. */
final class CalleeWriter {

    private static final String CONTRACT = "dev.fermata.machine.";

    private final FramePlan frames;
    private final AttributedTask task;
    private final StringBuilder out;
    private final List<Block> calling;

    CalleeWriter(FramePlan frames, AttributedTask task, StringBuilder out) {
        this.frames = frames;
        this.task = task;
        this.out = out;
        this.calling = frames.suspending().stream()
                .filter(block ->
                        at(block).route() instanceof Route.Helper || at(block).route() instanceof Route.Branches)
                .toList();
    }

    private static Suspension at(Block block) {
        return FramePlan.suspend(block).suspension();
    }

    void write() {
        if (calling.isEmpty()) {
            return;
        }
        choice(
                "public " + CONTRACT + "Callee callee(int $branch, java.util.function.UnaryOperator<Object> $targets)",
                "nothing is called here",
                block -> "return $callee" + block.number() + "($branch, $targets);");
        choice(
                "public Object[] calleeArguments(int $branch)",
                "nothing is called here",
                block -> "return $arguments" + block.number() + "($branch);");
        choice(
                "public void entered()",
                "no helper is pending",
                block -> at(block).kind() == Suspensions.Kind.HELPER
                        ? "$point = " + frames.index(block, FramePlan.Phase.INSIDE) + "; break;"
                        : "throw new IllegalStateException(\"branches are pending, and no helper\");");
        for (Block block : calling) {
            callee(block);
            out.append("  private Object[] $arguments" + block.number() + "(int $branch) { "
                    + CodeText.leading(at(block).call()) + "return "
                    + CodeText.of(at(block).call(), "$self") + "; }\n");
        }
    }

    private void choice(String signature, String otherwise, Function<Block, String> then) {
        out.append("  @Override " + signature + " {\n    switch ($state) {\n");
        for (Block block : calling) {
            out.append("      case " + block.number() + ": " + then.apply(block) + "\n");
        }
        out.append("      default: throw new IllegalStateException(\"" + otherwise + "\");\n    }\n  }\n");
    }

    private void callee(Block block) {
        out.append("  private " + CONTRACT + "Callee $callee" + block.number()
                + "(int $branch, java.util.function.UnaryOperator<Object> $targets) {\n");
        if (at(block).route() instanceof Route.Helper helper) {
            helper(block, helper);
        } else if (at(block).route() instanceof Route.Branches branches) {
            branches(branches);
        }
        out.append("  }\n");
    }

    private void helper(Block block, Route.Helper helper) {
        Code receiver = helper.receiver();
        String target = helper.own() ? "$target" : receiver == null ? "null" : "$found";
        String bean = helper.own() ? "$bean" : receiver == null ? "null" : "$receiver";
        if (receiver != null) {
            out.append("    Object $receiver = " + CodeText.of(receiver, "$self") + ";\n"
                    + "    Object $found = $targets.apply($receiver);\n");
        }
        if (helper.overridable()) {
            out.append("    " + CONTRACT + "Overrides.refuse(" + target + ", " + TransitionWriter.at(block)
                    + ".method());\n");
        }
        out.append("    return " + made(helper.machine(), target, bean) + ";\n");
    }

    private void branches(Route.Branches branches) {
        if (branches.perItem()) {
            out.append("    return " + made(branches.machines().get(0), "$target", "$bean") + ";\n");
            return;
        }
        out.append("    switch ($branch) {\n");
        for (int i = 0; i < branches.machines().size(); i++) {
            out.append(
                    "      case " + i + ": return " + made(branches.machines().get(i), "$target", "$bean") + ";\n");
        }
        out.append("      default: throw new IllegalArgumentException(\"branch \" + $branch);\n    }\n");
    }

    private String made(MachineReference machine, String target, String bean) {
        return machine.catalogSeenFrom(home()) + "." + machine.accessor() + "(" + target + ", " + bean + ")";
    }

    private String home() {
        return task.unit()
                .elements()
                .getPackageOf(task.owner())
                .getQualifiedName()
                .toString();
    }
}
