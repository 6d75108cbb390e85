package dev.fermata.processor.emit;

import dev.fermata.processor.model.AttributedTask;
import dev.fermata.processor.model.CompiledTask;
import java.util.stream.Collectors;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.TypeMirror;

/** The suspension points of a machine as the text that {@code SuspensionPoint.list} reads. */
final class SuspensionText {

    private final AttributedTask task;

    private SuspensionText(AttributedTask task) {
        this.task = task;
    }

    static String of(CompiledTask compiled) {
        SuspensionText text = new SuspensionText(compiled.task());
        return compiled.suspensions().stream().map(text::line).collect(Collectors.joining());
    }

    private String line(CompiledTask.Suspension at) {
        String parameters = at.method().getParameters().stream()
                .map(parameter -> name(task.unit().types().erasure(parameter.asType())))
                .collect(Collectors.joining(","));
        return at.line() + " " + binary(MethodReference.type(at.method(), task)) + " "
                + at.method().getSimpleName() + " " + parameters + " " + at.label() + "\n";
    }

    private String name(TypeMirror erased) {
        if (erased instanceof ArrayType array) {
            return name(array.getComponentType()) + "[]";
        }
        return task.unit().types().asElement(erased) instanceof TypeElement type
                ? binary(type)
                : erased.getKind().name().toLowerCase(java.util.Locale.ROOT);
    }

    private String binary(TypeElement type) {
        return task.unit().elements().getBinaryName(type).toString();
    }
}
