package dev.fermata.spring.engine;

import dev.fermata.TaskTrigger;
import dev.fermata.TriggerCall;
import dev.fermata.engine.FermataEngine;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The trigger that clients are made with. It asks for the engine only when it is used: the engine is made from the task
 * beans, and those may have clients of their own.
 */
public final class DeferredTrigger implements TaskTrigger {

    private final Supplier<FermataEngine> engine;

    public DeferredTrigger(Supplier<FermataEngine> engine) {
        this.engine = engine;
    }

    @Override
    public <R extends @Nullable Object> TriggerCall<R> prepare(
            String taskId, List<? extends @Nullable Object> arguments) {
        return engine.get().trigger().prepare(taskId, arguments);
    }
}
