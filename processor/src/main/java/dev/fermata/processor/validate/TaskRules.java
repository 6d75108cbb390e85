package dev.fermata.processor.validate;

import dev.fermata.Task;
import dev.fermata.processor.diagnostic.Code;
import dev.fermata.processor.diagnostic.Finding;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** Rules for a {@code @Task} method: its id, where it stands, and what crosses its border. */
final class TaskRules {

    private final ExecutableElement method;
    private final AnnotationMirror annotation;
    private final TypeRules types;
    private final Consumer<Finding> findings;

    TaskRules(ExecutableElement method, AnnotationMirror annotation, TypeRules types, Consumer<Finding> findings) {
        this.method = method;
        this.annotation = annotation;
        this.types = types;
        this.findings = findings;
    }

    /** @param ids the ids of the module so far, each with its task */
    void check(Map<String, String> ids) {
        id(ids);
        if (standsRight()) {
            signature();
        }
        new RetryRules(method, annotation, findings).check();
    }

    private void id(Map<String, String> ids) {
        String id = method.getAnnotation(Task.class).id();
        if (!Annotations.NAME.matcher(id).matches()) {
            atId(Code.TASK_ID_MALFORMED, id);
            return;
        }
        String earlier = ids.putIfAbsent(id, method.getEnclosingElement() + "." + method);
        if (earlier != null) {
            atId(Code.TASK_ID_TWICE, id, earlier);
        }
    }

    private void atId(Code code, Object... arguments) {
        AnnotationValue id = Annotations.written(annotation, "id").orElse(null);
        findings.accept(new Finding(code, method, annotation, id, List.of(arguments)));
    }

    /** The first thing that is wrong with the place; what follows from it is no second mistake. */
    private boolean standsRight() {
        TypeElement owner = (TypeElement) Objects.requireNonNull(method.getEnclosingElement());
        Set<Modifier> modifiers = method.getModifiers();
        Object name = method.getSimpleName();
        Code code;
        if (owner.getKind().isInterface()) {
            code = Code.TASK_IN_INTERFACE;
        } else if (modifiers.contains(Modifier.ABSTRACT) || modifiers.contains(Modifier.NATIVE)) {
            code = Code.TASK_ABSTRACT;
        } else if (modifiers.contains(Modifier.STATIC)) {
            code = Code.TASK_STATIC;
        } else if (modifiers.contains(Modifier.PRIVATE)) {
            code = Code.TASK_PRIVATE;
        } else if (TypeRules.isHidden(owner)) {
            code = Code.TASK_CLASS_HIDDEN;
            name = owner.getSimpleName();
        } else if (TypeRules.isInner(owner)) {
            code = Code.TASK_CLASS_INNER;
            name = owner.getSimpleName();
        } else {
            return true;
        }
        findings.accept(Finding.at(method, code, name));
        return false;
    }

    private void signature() {
        if (method.isVarArgs()) {
            findings.accept(Finding.at(
                    method.getParameters().get(method.getParameters().size() - 1),
                    Code.TASK_VARARGS,
                    method.getSimpleName()));
            return;
        }
        for (VariableElement parameter : method.getParameters()) {
            crossing(parameter.asType(), "parameter '" + parameter.getSimpleName() + "'", parameter);
        }
        if (method.getReturnType().getKind() != TypeKind.VOID) {
            crossing(method.getReturnType(), "the result of task '" + method.getSimpleName() + "'", method);
        }
    }

    private void crossing(TypeMirror type, String what, Element at) {
        Optional<TypeMirror> variable = types.typeVariable(type);
        Optional<TypeElement> hidden = types.hidden(type);
        Optional<String> reason = types.notStorable(type);
        if (variable.isPresent()) {
            findings.accept(Finding.at(at, Code.TASK_GENERIC, method.getSimpleName(), variable.get()));
        } else if (hidden.isPresent()) {
            findings.accept(Finding.at(
                    at, Code.TYPE_HIDDEN, method.getSimpleName(), hidden.get().getSimpleName()));
        } else if (reason.isPresent()) {
            findings.accept(Finding.at(at, Code.TYPE_NOT_STORABLE, what, type, reason.get()));
        }
    }
}
