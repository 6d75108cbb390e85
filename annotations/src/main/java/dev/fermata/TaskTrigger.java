package dev.fermata;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What generated clients call to trigger a task. The engine provides it; a client takes it in its constructor.
 */
public interface TaskTrigger {

    /**
     * Prepares a run; nothing is stored before {@link TriggerCall#trigger()}.
     *
     * @param taskId {@link Task#id()}
     * @param arguments the task's arguments in order, boxed
     * @param <R> the task's result
     */
    <R extends @Nullable Object> TriggerCall<R> prepare(String taskId, List<? extends @Nullable Object> arguments);
}
