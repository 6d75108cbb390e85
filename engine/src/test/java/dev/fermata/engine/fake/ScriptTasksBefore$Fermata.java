package dev.fermata.engine.fake;

import dev.fermata.engine.fake.Script.Kind;
import dev.fermata.engine.fake.Script.Op;
import dev.fermata.engine.fake.Script.Role;
import dev.fermata.machine.TaskCatalog;
import dev.fermata.machine.TaskDescriptor;
import java.util.List;

/** What the processor would generate beside {@link ScriptTasksBefore}. */
public final class ScriptTasksBefore$Fermata implements TaskCatalog {

    @Override
    public List<TaskDescriptor> tasks() {
        Script script = new Script(
                "ScriptTasksBefore$caller",
                Role.TASK,
                List.of(new Op(Kind.STEP, "a", -1), new Op(Kind.STEP, "b", -1)),
                callee -> {
                    throw new AssertionError(callee);
                });
        return List.of(new TaskDescriptor(
                TaskDescriptor.method(ScriptTasksBefore.class, "caller", String.class),
                script.descriptor(),
                (target, bean) -> new ScriptMachine(script, new ScriptTasks())));
    }
}
