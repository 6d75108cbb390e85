package dev.fermata.processor;

import dev.fermata.processor.diagnostic.Refusal;
import dev.fermata.processor.model.AttributedTask;
import dev.fermata.processor.model.CompiledTask;
import dev.fermata.processor.model.CompiledTask.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A lowering for tests of everything around it: the machine completes at once, whatever the method does. Keeps the tasks
 * it was given.
 */
final class PlainMachines implements MethodCompiler {

    final List<AttributedTask> tasks = new ArrayList<>();

    @Override
    public Optional<CompiledTask> compile(AttributedTask task, Consumer<Refusal> refusals) {
        tasks.add(task);
        String owner = task.owner().getQualifiedName().toString();
        String packageName = task.unit()
                .elements()
                .getPackageOf(task.owner())
                .getQualifiedName()
                .toString();
        String source = (packageName.isEmpty() ? "" : "package " + packageName + ";\n")
                + """
                final class %s extends dev.fermata.machine.TaskMachine {
                    %s(Object target, Object bean) { }
                    @Override public void start(Object... arguments) { }
                    @Override public dev.fermata.machine.Transition advance() {
                        return new dev.fermata.machine.Transition.Completed("%s");
                    }
                    @Override public Object call() { return null; }
                    @Override public void returned(Object value) { }
                    @Override public boolean threw(Throwable failure) { return false; }
                    @Override public int point() { return 0; }
                    @Override public Object[] save() { return new Object[0]; }
                    @Override public void restore(int point, Object[] values) { }
                }
                """.formatted(task.machineName(), task.machineName(), owner);
        return Optional.of(new CompiledTask(task, source, List.of(), List.of(new Point("start", "AFTER", List.of()))));
    }
}
