package dev.fermata.processor.emit;

import dev.fermata.processor.graph.Block;
import dev.fermata.processor.graph.Route;
import dev.fermata.processor.graph.Suspension;
import dev.fermata.processor.liveness.FramePlan;
import dev.fermata.processor.model.AttributedTask;
import dev.fermata.processor.model.MachineReference;
import dev.fermata.processor.model.Suspensions;
import java.util.Comparator;
import java.util.List;

/** Writes what each suspending state hands to the engine. */
final class TransitionWriter {

    private static final String TRANSITION = "dev.fermata.machine.Transition";

    private final FramePlan frames;
    private final AttributedTask task;
    private final StringBuilder out;

    TransitionWriter(FramePlan frames, AttributedTask task, StringBuilder out) {
        this.frames = frames;
        this.task = task;
        this.out = out;
    }

    /** The suspension point of a state, in the machine. */
    static String at(Block block) {
        return "$at(" + block.number() + ")";
    }

    void write() {
        point();
        out.append("  private " + TRANSITION + " $transition(int state) {\n    switch (state) {\n");
        for (Block block : frames.suspending()) {
            if (FramePlan.suspend(block).suspension().kind() != Suspensions.Kind.STEP) {
                out.append("      case " + block.number() + ": return " + made(block) + ";\n");
            }
        }
        out.append("      default: return new " + TRANSITION + ".StepCall($at(state));\n    }\n  }\n");
        for (Block block : frames.suspending()) {
            Suspension at = FramePlan.suspend(block).suspension();
            if (at.route() instanceof Route.Branches branches) {
                out.append("  private " + TRANSITION + " $fork" + block.number() + "() { return new " + TRANSITION
                        + ".Fork(" + at(block) + ", " + CodeText.of(branches.count(), "$self") + ", "
                        + CodeText.of(branches.concurrency(), "$self") + "); }\n");
            }
        }
        out.append("  @Override public Object call() throws Throwable {\n    switch ($state) {\n");
        for (Block block : frames.suspending()) {
            if (FramePlan.suspend(block).suspension().route() instanceof Route.Step) {
                out.append("      case " + block.number() + ": return $call" + block.number() + "();\n");
            }
        }
        out.append("      default: throw new IllegalStateException(\"no step is pending\");\n    }\n  }\n");
    }

    private void point() {
        out.append("  private static dev.fermata.machine.SuspensionPoint $at(int state) { return "
                + MachineReference.of(
                                task.owner(), task.machineName(), task.unit().elements())
                        .catalog()
                + "." + CatalogWriter.descriptor(task) + ".suspensions().get($CALLS[state][4]); }\n");
    }

    /** The order of the descriptor's list. */
    static List<Block> inSourceOrder(FramePlan frames) {
        return frames.suspending().stream()
                .sorted(Comparator.comparingInt(
                        block -> FramePlan.suspend(block).suspension().line()))
                .toList();
    }

    private static String made(Block block) {
        String at = at(block);
        String call = "$call" + block.number() + "()";
        return switch (FramePlan.suspend(block).suspension().kind()) {
            case SLEEP -> "new " + TRANSITION + ".Sleep(" + at + ", " + call + ")";
            case CHECKPOINT -> "new " + TRANSITION + ".Save(" + at + ", " + call + ")";
            case HELPER -> "new " + TRANSITION + ".Enter(" + at + ")";
            case ALL, MAP -> "$fork" + block.number() + "()";
            case STEP -> "new " + TRANSITION + ".StepCall(" + at + ")";
            case TASK, NONE -> throw new IllegalArgumentException("no suspension");
        };
    }
}
