package dev.fermata.processor.emit;

import dev.fermata.processor.model.AttributedTask;
import java.util.Objects;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/** How generated code names a method, for {@code TaskDescriptor.method} to find it. */
final class MethodReference {

    private MethodReference() {}

    /** The declaring class; if it cannot be seen from the task's package, the task's class, which inherits from it. */
    static TypeElement type(ExecutableElement method, AttributedTask task) {
        TypeElement declaring = (TypeElement) Objects.requireNonNull(method.getEnclosingElement());
        Elements elements = task.unit().elements();
        boolean visible = GeneratedCode.isPublic(declaring)
                || elements.getPackageOf(declaring).equals(elements.getPackageOf(task.owner()));
        return visible ? declaring : task.owner();
    }
}
