package dev.fermata.engine.fake;

import dev.fermata.engine.fake.ScriptMachine.Kind;
import dev.fermata.engine.fake.ScriptMachine.Op;
import dev.fermata.machine.TaskCatalog;
import dev.fermata.machine.TaskDescriptor;
import java.util.List;

/** What the processor would generate beside {@link ScriptTasks}. */
public final class ScriptTasks$Fermata implements TaskCatalog {

    @Override
    public List<TaskDescriptor> tasks() {
        return List.of(
                ScriptMachine.descriptor("straight", step("a", -1), step("b", -1)),
                ScriptMachine.descriptor("caught", step("a", 1), new Op(Kind.CATCH, "", -1), step("b", -1)),
                ScriptMachine.descriptor("sleeper", step("a", -1), new Op(Kind.SLEEP, "nap", -1), step("b", -1)),
                ScriptMachine.descriptor(
                        "guarded",
                        step("a", 3),
                        new Op(Kind.SLEEP, "nap", 3),
                        step("b", 3),
                        step("cleanup", -1),
                        new Op(Kind.RETHROW, "", -1)),
                ScriptMachine.descriptor("thinker", step("a", -1), new Op(Kind.CODE, "code", -1), step("b", -1)));
    }

    private static Op step(String name, int handler) {
        return new Op(Kind.STEP, name, handler);
    }
}
