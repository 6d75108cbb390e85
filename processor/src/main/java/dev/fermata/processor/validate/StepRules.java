package dev.fermata.processor.validate;

import dev.fermata.processor.diagnostic.Code;
import dev.fermata.processor.diagnostic.Finding;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;

/**
 * Rules for a {@code @Step} method. It may be private (the machine calls it through a handle), static, abstract (the
 * annotation then holds for what implements it) or generic; its result is stored.
 */
final class StepRules {

    private static final List<String> TRANSACTIONAL =
            List.of("org.springframework.transaction.annotation.Transactional", "jakarta.transaction.Transactional");

    private final ExecutableElement method;
    private final AnnotationMirror annotation;
    private final TypeRules types;
    private final Consumer<Finding> findings;

    StepRules(ExecutableElement method, AnnotationMirror annotation, TypeRules types, Consumer<Finding> findings) {
        this.method = method;
        this.annotation = annotation;
        this.types = types;
        this.findings = findings;
    }

    void check() {
        Annotations.written(annotation, "name")
                .filter(name -> !Annotations.NAME
                        .matcher(String.valueOf(name.getValue()))
                        .matches())
                .filter(name -> !"".equals(name.getValue()))
                .ifPresent(name -> findings.accept(
                        new Finding(Code.STEP_NAME_MALFORMED, method, annotation, name, List.of(name.getValue()))));
        types.notStorable(method.getReturnType())
                .ifPresent(reason -> findings.accept(Finding.at(
                        method,
                        Code.TYPE_NOT_STORABLE,
                        "the result of step '" + method.getSimpleName() + "'",
                        method.getReturnType(),
                        reason)));
        transactional();
        new RetryRules(method, annotation, findings).check();
    }

    private void transactional() {
        Set<Modifier> modifiers = method.getModifiers();
        for (Modifier hindrance : List.of(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)) {
            if (modifiers.contains(hindrance)
                    && TRANSACTIONAL.stream()
                            .anyMatch(name -> Annotations.find(method, name).isPresent())) {
                findings.accept(
                        Finding.at(method, Code.STEP_NOT_PROXIED, method.getSimpleName(), "Transactional", hindrance));
                return;
            }
        }
    }
}
