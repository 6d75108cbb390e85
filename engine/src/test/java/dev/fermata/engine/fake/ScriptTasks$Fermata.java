package dev.fermata.engine.fake;

import dev.fermata.engine.fake.Script.Kind;
import dev.fermata.engine.fake.Script.Op;
import dev.fermata.engine.fake.Script.Role;
import dev.fermata.machine.TaskCatalog;
import dev.fermata.machine.TaskDescriptor;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the processor would generate beside {@link ScriptTasks}. */
public final class ScriptTasks$Fermata implements TaskCatalog {

    /** Helpers and branches, by the names that operations call them by. */
    private static final Map<String, Script> CALLEES = Stream.of(
                    script("help", Role.HELPER, step("a", -1), step("b", -1)),
                    script("down", Role.HELPER, step("a", -1), new Op(Kind.RECUR, "down", -1), step("b", -1)),
                    script("each", Role.BRANCH, step("a", -1), step("b", -1)),
                    script("nap", Role.BRANCH, step("a", -1), new Op(Kind.SLEEP, "nap", -1), step("b", -1)),
                    script(
                            "guard",
                            Role.BRANCH,
                            step("a", 2),
                            step("b", 2),
                            step("cleanup", -1),
                            new Op(Kind.RETHROW, "", -1)),
                    script("outer", Role.BRANCH, step("a", -1), new Op(Kind.FORK, "inner", -1), step("b", -1)),
                    script("inner", Role.BRANCH, step("a", -1), step("b", -1)),
                    script("calls", Role.BRANCH, new Op(Kind.ENTER, "help", -1)))
            .collect(Collectors.toMap(Script::name, script -> script));

    @Override
    public List<TaskDescriptor> tasks() {
        return List.of(
                task("straight", step("a", -1), step("b", -1)),
                task("caught", step("a", 1), new Op(Kind.CATCH, "", -1), step("b", -1)),
                task("sleeper", step("a", -1), new Op(Kind.SLEEP, "nap", -1), step("b", -1)),
                task(
                        "guarded",
                        step("a", 3),
                        new Op(Kind.SLEEP, "nap", 3),
                        step("b", 3),
                        step("cleanup", -1),
                        new Op(Kind.RETHROW, "", -1)),
                task("thinker", step("a", -1), new Op(Kind.CODE, "code", -1), step("b", -1)),
                task("saver", new Op(Kind.SAVE, "kept", -1), step("a", -1)),
                task("caller", step("a", -1), new Op(Kind.ENTER, "help", -1), step("b", -1)),
                task("careful", new Op(Kind.ENTER, "help", 1), new Op(Kind.CATCH, "", -1), step("b", -1)),
                task("diver", new Op(Kind.ENTER, "down", -1), step("b", -1)),
                fork("forker", "each"),
                task("collector", new Op(Kind.FORK, "each", 1), new Op(Kind.CATCH, "", -1), step("b", -1)),
                fork("napper", "nap"),
                fork("nester", "outer"),
                fork("delegator", "calls"),
                task("shielded", new Op(Kind.FORK, "guard", 1), step("cleanup", -1), new Op(Kind.RETHROW, "", -1)));
    }

    /** {@code fork; b}. */
    private static TaskDescriptor fork(String task, String branch) {
        return task(task, new Op(Kind.FORK, branch, -1), step("b", -1));
    }

    private static TaskDescriptor task(String task, Op... ops) {
        Script script = script("ScriptTasks$" + task, Role.TASK, ops);
        return new TaskDescriptor(
                method(task), script.descriptor(), (target, bean) -> new ScriptMachine(script, (ScriptTasks) bean));
    }

    private static Script script(String name, Role role, Op... ops) {
        return new Script(name, role, List.of(ops), callee -> Objects.requireNonNull(CALLEES.get(callee)));
    }

    private static Op step(String name, int handler) {
        return new Op(Kind.STEP, name, handler);
    }

    private static Method method(String task) {
        try {
            return ScriptTasks.class.getDeclaredMethod(task, String.class);
        } catch (NoSuchMethodException e) {
            throw new AssertionError(e);
        }
    }
}
