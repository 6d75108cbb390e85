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

    /** {@code META-INF/fermata/process-order.frames}. */
    static String resource(CompiledTask task) {
        return HOME + task.task().taskId() + SUFFIX;
    }

    static String text(CompiledTask task) {
        StringBuilder text = new StringBuilder("frames 1\n");
        text.append("task ").append(task.task().taskId()).append('\n');
        text.append("method ")
                .append(task.task().owner().getQualifiedName())
                .append('.')
                .append(task.task().method())
                .append('\n');
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
        return text.toString();
    }
}
