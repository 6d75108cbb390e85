package dev.fermata.processor.emit;

import dev.fermata.processor.model.CompiledTask;
import java.util.Comparator;

/**
 * Prints what a task's frames may look like: every point where a run can be saved, and the variables with their types.
 * One fact a line, sorted, so that a comparison of two builds reads as a list of what changed.
 */
final class ManifestWriter {

    /** Where manifests stand in the output. */
    static final String HOME = "META-INF/fermata/";

    static final String SUFFIX = ".frames";

    private ManifestWriter() {}

    /** {@code META-INF/fermata/process-order.frames}; of a helper {@code META-INF/fermata/app.OrderTasks$ship.frames}. */
    static String resource(String prefix, CompiledTask task) {
        return HOME
                + (task.task().isTask()
                        ? task.task().taskId()
                        : prefix + task.task().machineName())
                + SUFFIX;
    }

    static String text(CompiledTask task) {
        StringBuilder text = new StringBuilder("frames 1\n");
        if (task.task().isTask()) {
            text.append("task ").append(task.task().taskId()).append('\n');
        }
        text.append("method ")
                .append(task.task().owner().getQualifiedName())
                .append('.')
                .append(task.task().method())
                .append('\n');
        points(task, text);
        return text.toString();
    }

    private static void points(CompiledTask task, StringBuilder text) {
        task.callees().stream()
                .sorted(Comparator.comparing(CompiledTask.Callee::label))
                .forEach(callee -> callee.machines()
                        .forEach(machine -> text.append("calls ")
                                .append(callee.label())
                                .append(' ')
                                .append(machine.packageName().isEmpty() ? "" : machine.packageName() + ".")
                                .append(machine.catalog())
                                .append('.')
                                .append(machine.accessor())
                                .append('\n')));
        task.points().stream()
                .sorted(Comparator.comparing(CompiledTask.Point::label).thenComparing(CompiledTask.Point::phase))
                .forEach(point -> {
                    text.append("point ")
                            .append(point.label())
                            .append(' ')
                            .append(point.phase())
                            .append('\n');
                    point.slots().stream()
                            .sorted(Comparator.comparing(CompiledTask.Slot::name))
                            .forEach(slot -> text.append("    ")
                                    .append(slot.name())
                                    .append(" : ")
                                    .append(slot.type())
                                    .append('\n'));
                });
        for (CompiledTask.Branch branch : task.branches()) {
            text.append("branch ").append(branch.name()).append('\n');
            points(branch.machine(), text);
        }
    }
}
