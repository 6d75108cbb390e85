package dev.fermata.processor.lower;

import dev.fermata.processor.diagnostic.Refusal;
import dev.fermata.processor.emit.MachineWriter;
import dev.fermata.processor.graph.TaskGraph;
import dev.fermata.processor.liveness.FramePlan;
import dev.fermata.processor.liveness.FrameRules;
import dev.fermata.processor.liveness.Liveness;
import dev.fermata.processor.liveness.SlotPlan;
import dev.fermata.processor.model.AttributedTask;
import dev.fermata.processor.model.CompiledTask;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** The back end: from an attributed task method to the source of its machine. */
public final class MachineCompiler {

    private MachineCompiler() {}

    /**
     * Compiles one task.
     *
     * @param refusals receives everything in the task that is refused, one for each statement at most, so that one build
     *     shows them all; of a task that is compiled, what it is warned of
     * @return empty when anything was refused
     */
    public static Optional<CompiledTask> compile(AttributedTask task, Consumer<Refusal> refusals) {
        return compile(task, refusals, refused -> new Lowering(task, refused));
    }

    /** Compiles a branch of a task that is being lowered. */
    static Optional<CompiledTask> branch(AttributedTask task, BranchScope scope, Consumer<Refusal> refusals) {
        return compile(task, refusals, refused -> new Lowering(task, scope, refused));
    }

    private static Optional<CompiledTask> compile(
            AttributedTask task, Consumer<Refusal> refusals, Function<Consumer<Refusal>, Lowering> lowerings) {
        List<Refusal> refused = new ArrayList<>();
        List<Refusal> warnings = new ArrayList<>();
        try {
            Lowering lowering = lowerings.apply(found -> (found.isWarning() ? warnings : refused).add(found));
            Optional<CompiledTask> compiled = compile(task, lowering, refused, warnings);
            refused.forEach(refusals);
            if (refused.isEmpty()) {
                warnings.forEach(refusals);
            }
            return compiled;
        } catch (Refusal refusal) {
            refused.add(refusal);
            refused.forEach(refusals);
            return Optional.empty();
        }
    }

    private static Optional<CompiledTask> compile(
            AttributedTask task, Lowering lowering, List<Refusal> refused, List<Refusal> warnings) {
        lowering.lower();
        if (!refused.isEmpty()) {
            return Optional.empty();
        }
        TaskGraph graph = lowering.graph();
        Liveness liveness = Liveness.of(graph.flow());
        FramePlan frames = FramePlan.of(
                graph.flow(), liveness, task.isTask() ? graph.flow().parameters() : liveness.parameters());
        FrameRules.check(task, frames, refused::add);
        if (!refused.isEmpty()) {
            return Optional.empty();
        }
        SharingRules.check(lowering.source, frames, warnings::add);
        SlotPlan slots = SlotPlan.of(graph.flow(), liveness, graph.reserved(), graph.repeated());
        return Optional.of(new MachineWriter(task, graph, frames, slots, lowering.branches.compiled()).write());
    }
}
