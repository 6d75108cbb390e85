package dev.fermata.spring.app;

import dev.fermata.machine.MachineDescriptor;
import dev.fermata.machine.ResumePoint;
import dev.fermata.machine.ResumePoint.Phase;
import dev.fermata.machine.SuspensionPoint;
import dev.fermata.machine.TaskCatalog;
import dev.fermata.machine.TaskDescriptor;
import java.util.List;

/** What the processor would generate beside {@link GreetingTasks}. */
public final class GreetingTasks$Fermata implements TaskCatalog {

    static final SuspensionPoint POLISH =
            SuspensionPoint.of("polish#1", 12, GreetingTasks.class, "polish", String.class);
    static final SuspensionPoint BOW =
            SuspensionPoint.of("bow#1", 13, GreetingTasks.class, "bow", String.class, int.class);

    @Override
    public List<TaskDescriptor> tasks() {
        try {
            return List.of(new TaskDescriptor(
                    GreetingTasks.class.getDeclaredMethod("greet", Guest.class),
                    new MachineDescriptor(
                            "GreetingTasks$greet",
                            GreetingMachine.class,
                            List.of(POLISH, BOW),
                            List.of(
                                    ResumePoint.of(ResumePoint.START, Phase.AFTER, "guest"),
                                    ResumePoint.of("polish#1", Phase.BEFORE, "guest"),
                                    ResumePoint.of("polish#1", Phase.AFTER, "guest", "name"),
                                    ResumePoint.of("bow#1", Phase.BEFORE, "guest", "name"),
                                    ResumePoint.of("bow#1", Phase.AFTER, "result"))),
                    (target, bean) -> new GreetingMachine((GreetingTasks) bean)));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }
}
