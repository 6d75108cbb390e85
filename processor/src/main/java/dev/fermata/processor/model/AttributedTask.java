package dev.fermata.processor.model;

import com.sun.source.util.TreePath;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;

/**
 * A task method (or {@code @Suspends} helper) ready to be lowered. All elements are those of the isolated attribution.
 *
 * @param taskId {@code @Task(id)}; empty for a helper
 * @param machineName binary simple name of the generated class, {@code OrderTasks$processOrder}
 * @param path path to the method's {@code MethodTree}
 */
public record AttributedTask(
        AttributedUnit unit,
        String taskId,
        String machineName,
        TypeElement owner,
        ExecutableElement method,
        TreePath path,
        Suspensions suspensions) {

    /** Whether this is a task; otherwise it is a helper. */
    public boolean isTask() {
        return !taskId.isEmpty();
    }
}
