package dev.fermata.spring.ledger;

import dev.fermata.machine.TaskCatalog;
import dev.fermata.machine.TaskDescriptor;
import java.util.List;

/** What the processor would generate beside {@link RefusedTasks}. */
public final class RefusedTasks$Fermata implements TaskCatalog {

    @Override
    public List<TaskDescriptor> tasks() {
        return List.of(StepsMachine.descriptor(
                RefusedTasks.class, "refused", List.of(new StepsMachine.Named<>("apart", RefusedTasks::apart))));
    }
}
