package dev.fermata.processor.model;

import com.sun.source.tree.MethodTree;
import com.sun.source.util.TreePath;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;

/**
 * A task method (or {@code @Suspends} helper) ready to be lowered. All elements are those of the isolated attribution.
 *
 * @param taskId {@code @Task(id)}; empty for a helper or branch
 * @param machineName binary simple name of the generated class, {@code OrderTasks$processOrder}
 * @param path path to the method's {@code MethodTree}; of a branch, to its lambda or method reference
 */
public record AttributedTask(
        AttributedUnit unit,
        String taskId,
        String machineName,
        TypeElement owner,
        ExecutableElement method,
        TreePath path,
        Suspensions suspensions) {

    /** A branch of it: the machine of a lambda or method reference inside. */
    public AttributedTask branch(int number, TreePath body) {
        return new AttributedTask(unit, "", machineName + "$branch" + number, owner, method, body, suspensions);
    }

    /** Whether this is a task; otherwise it is a helper, or a branch of one or the other. */
    public boolean isTask() {
        return !taskId.isEmpty();
    }

    public boolean isBranch() {
        return !(path.getLeaf() instanceof MethodTree);
    }
}
