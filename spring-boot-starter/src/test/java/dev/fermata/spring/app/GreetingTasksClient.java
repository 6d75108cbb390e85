package dev.fermata.spring.app;

import dev.fermata.TaskTrigger;
import dev.fermata.TriggerCall;
import java.util.Collections;

/** What the processor would generate as the client of {@link GreetingTasks}. */
public final class GreetingTasksClient {

    private final TaskTrigger trigger;

    public GreetingTasksClient(TaskTrigger trigger) {
        this.trigger = trigger;
    }

    public TriggerCall<String> greet(Guest guest) {
        return trigger.prepare("greet", Collections.singletonList(guest));
    }
}
