package app;

import dev.fermata.TaskTrigger;
import dev.fermata.TriggerCall;
import java.util.Arrays;
import javax.annotation.processing.Generated;

/**
 * Triggers the tasks of {@link Tasks.Nested}.
 */
@SuppressWarnings({
        "deprecation",
        "exports",
        "rawtypes",
        "removal",
        "unchecked"
})
@Generated("dev.fermata.processor.FermataProcessor")
final class Tasks_NestedClient {
    private final TaskTrigger trigger;

    Tasks_NestedClient(TaskTrigger trigger) {
        this.trigger = trigger;
    }

    /**
     * Prepares a run of task {@code n}.
     */
    public TriggerCall<Void> run() {
        return this.trigger.prepare("n", Arrays.asList(new Object[] {}));
    }
}
