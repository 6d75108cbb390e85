package dev.fermata.processor.liveness;

import dev.fermata.processor.diagnostic.Code;
import dev.fermata.processor.diagnostic.Refusal;
import dev.fermata.processor.graph.Suspension;
import dev.fermata.processor.graph.Variable;
import dev.fermata.processor.model.AttributedTask;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** Refuses variables that are still needed after a suspension but cannot be stored. */
public final class FrameRules {

    private FrameRules() {}

    public static void check(AttributedTask task, FramePlan plan, Consumer<Refusal> refusals) {
        Storability storability = new Storability(task.unit().types(), task.owner());
        Set<Variable> seen = new HashSet<>();
        // what a branch starts with, the frame of the fork holds too, and is refused there
        for (FramePlan.Point point :
                plan.points().subList(task.isBranch() ? 1 : 0, plan.points().size())) {
            for (Variable variable : point.variables()) {
                if (!seen.add(variable)) {
                    continue;
                }
                storability
                        .obstacle(variable.type())
                        .ifPresent(obstacle -> refusals.accept(refusal(task, variable, point.suspension(), obstacle)));
            }
        }
    }

    private static Refusal refusal(
            AttributedTask task,
            Variable variable,
            @org.jspecify.annotations.Nullable Suspension suspension,
            String obstacle) {
        if (suspension == null) {
            return new Refusal(
                    task.isTask() ? Code.UNSTORABLE_PARAMETER : Code.HELPER_PARAMETER,
                    variable.declaration(),
                    variable.name(),
                    variable.typeText(),
                    obstacle);
        }
        String step = suspension.method().getSimpleName().toString();
        if (variable.temporary()) {
            return new Refusal(
                    Code.UNSTORABLE_VALUE,
                    variable.declaration(),
                    variable.typeText(),
                    step,
                    suspension.line(),
                    obstacle);
        }
        return new Refusal(
                Code.UNSTORABLE_VARIABLE,
                variable.declaration(),
                variable.name(),
                variable.typeText(),
                step,
                suspension.line(),
                obstacle);
    }
}
