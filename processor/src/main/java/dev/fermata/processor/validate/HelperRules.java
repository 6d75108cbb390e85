package dev.fermata.processor.validate;

import dev.fermata.processor.diagnostic.Code;
import dev.fermata.processor.diagnostic.Finding;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;

/**
 * Rules for a {@code @Suspends} method of a user's. It may be private, static, generic, recursive and take anything; what
 * of it crosses a suspension is seen in its body.
 */
final class HelperRules {

    private static final List<String> HOLDING = List.of(
            "org.springframework.transaction.annotation.Transactional",
            "jakarta.transaction.Transactional",
            "org.springframework.scheduling.annotation.Async");

    private final ExecutableElement method;
    private final Consumer<Finding> findings;

    HelperRules(ExecutableElement method, Consumer<Finding> findings) {
        this.method = method;
        this.findings = findings;
    }

    /** Refuses the first thing that is wrong. */
    void check() {
        TypeElement owner = (TypeElement) Objects.requireNonNull(method.getEnclosingElement());
        Set<Modifier> modifiers = method.getModifiers();
        if (modifiers.contains(Modifier.ABSTRACT) || modifiers.contains(Modifier.NATIVE)) {
            refuse(Code.HELPER_WITHOUT_BODY, method.getSimpleName());
        } else if (modifiers.contains(Modifier.SYNCHRONIZED)) {
            refuse(Code.HELPER_SYNCHRONIZED, method.getSimpleName());
        } else if (TypeRules.isHidden(owner)) {
            refuse(Code.HELPER_CLASS_HIDDEN, owner.getSimpleName(), method.getSimpleName());
        } else if (TypeRules.isInner(owner)) {
            refuse(Code.HELPER_CLASS_INNER, owner.getSimpleName(), method.getSimpleName());
        } else {
            HOLDING.stream()
                    .filter(name -> Annotations.find(method, name).isPresent())
                    .findFirst()
                    .ifPresent(name -> refuse(
                            Code.HELPER_PROXIED, method.getSimpleName(), name.substring(name.lastIndexOf('.') + 1)));
        }
    }

    private void refuse(Code code, Object... arguments) {
        findings.accept(Finding.at(method, code, arguments));
    }
}
