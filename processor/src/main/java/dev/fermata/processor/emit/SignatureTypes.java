package dev.fermata.processor.emit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;

/** Whether the types of a task's signature can be written down in another class. */
final class SignatureTypes {

    private SignatureTypes() {}

    /** No type is missing: another processor may still generate it. */
    static boolean resolved(ExecutableElement task) {
        return all(task, type -> type.getKind() != TypeKind.ERROR);
    }

    /** No type is private or a variable of the task. */
    static boolean repeatable(ExecutableElement task) {
        return all(
                task,
                type -> type.getKind() != TypeKind.TYPEVAR
                        && !(type.getKind() == TypeKind.DECLARED && isPrivate(((DeclaredType) type).asElement())));
    }

    private static boolean isPrivate(Element type) {
        for (Element at = type; at != null; at = at.getEnclosingElement()) {
            if (at.getModifiers().contains(Modifier.PRIVATE)) {
                return true;
            }
        }
        return false;
    }

    private static boolean all(ExecutableElement task, Predicate<TypeMirror> test) {
        List<TypeMirror> types = new ArrayList<>(List.of(task.getReturnType()));
        task.getParameters().forEach(parameter -> types.add(parameter.asType()));
        return types.stream().allMatch(type -> holds(type, test));
    }

    private static boolean holds(TypeMirror type, Predicate<TypeMirror> test) {
        if (!test.test(type)) {
            return false;
        }
        if (type instanceof ArrayType array) {
            return holds(array.getComponentType(), test);
        }
        if (type instanceof WildcardType wildcard) {
            return (wildcard.getExtendsBound() == null || holds(wildcard.getExtendsBound(), test))
                    && (wildcard.getSuperBound() == null || holds(wildcard.getSuperBound(), test));
        }
        return type.getKind() != TypeKind.DECLARED
                || ((DeclaredType) type).getTypeArguments().stream().allMatch(argument -> holds(argument, test));
    }
}
