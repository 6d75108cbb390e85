package app;

import dev.fermata.TaskTrigger;
import dev.fermata.TriggerCall;
import java.util.Arrays;
import javax.annotation.processing.Generated;

/**
 * Triggers the tasks of {@link Tasks}.
 */
@SuppressWarnings({
        "deprecation",
        "exports",
        "rawtypes",
        "removal",
        "unchecked"
})
@Generated("dev.fermata.processor.FermataProcessor")
final class TasksClient {
    private final TaskTrigger trigger;

    TasksClient(TaskTrigger trigger) {
        this.trigger = trigger;
    }

    /**
     * Prepares a run of task {@code t}.
     */
    public TriggerCall<Integer> run(Dto dto) {
        return this.trigger.prepare("t", Arrays.asList(new Object[] {dto}));
    }

    /**
     * Prepares a run of task {@code x}.
     */
    public TriggerCall<Void> concrete(int x) {
        return this.trigger.prepare("x", Arrays.asList(new Object[] {x}));
    }
}
