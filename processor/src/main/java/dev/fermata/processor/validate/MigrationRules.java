package dev.fermata.processor.validate;

import dev.fermata.MigrateFrame;
import dev.fermata.MovedLabel;
import dev.fermata.Old;
import dev.fermata.Step;
import dev.fermata.Suspends;
import dev.fermata.Task;
import dev.fermata.processor.diagnostic.Code;
import dev.fermata.processor.diagnostic.Finding;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.util.ElementFilter;

/** Rules for what is declared about frames of earlier builds; what needs the compiled task is {@link MigrationTargets}. */
final class MigrationRules {

    private final ExecutableElement method;
    private final Consumer<Finding> findings;

    MigrationRules(ExecutableElement method, Consumer<Finding> findings) {
        this.method = method;
        this.findings = findings;
    }

    void check() {
        MigrateFrame migration = method.getAnnotation(MigrateFrame.class);
        if (migration != null) {
            owner(migration);
            obstacle(migration)
                    .ifPresent(reason -> findings.accept(
                            Finding.at(method, Code.MIGRATION_SIGNATURE, method.getSimpleName(), reason)));
        }
        MovedLabel[] moved = method.getAnnotationsByType(MovedLabel.class);
        if (moved.length > 0
                && method.getAnnotation(Task.class) == null
                && method.getAnnotation(Suspends.class) == null) {
            findings.accept(Finding.at(
                    method,
                    Code.MOVED_LABEL,
                    moved[0].from(),
                    moved[0].to(),
                    "stands on a method that is neither task nor helper"));
        }
    }

    /** One that names both or neither is refused for its signature. */
    private void owner(MigrateFrame migration) {
        boolean isOfHelper = !migration.helper().isEmpty();
        if (isOfHelper != migration.task().isEmpty()) {
            return;
        }
        Element owner = Objects.requireNonNull(method.getEnclosingElement());
        List<String> known = isOfHelper ? helpers(owner) : tasks(owner);
        String named = isOfHelper ? migration.helper() : migration.task();
        if (!known.contains(named)) {
            findings.accept(Finding.at(
                    method,
                    isOfHelper ? Code.MIGRATION_HELPER : Code.MIGRATION_TASK,
                    named,
                    owner.getSimpleName(),
                    known.isEmpty() ? "it has none" : String.join(", ", known)));
        }
    }

    private static List<String> tasks(Element owner) {
        return ElementFilter.methodsIn(owner.getEnclosedElements()).stream()
                .map(declared -> declared.getAnnotation(Task.class))
                .filter(Objects::nonNull)
                .map(Task::id)
                .toList();
    }

    private static List<String> helpers(Element owner) {
        return ElementFilter.methodsIn(owner.getEnclosedElements()).stream()
                .filter(declared -> declared.getAnnotation(Suspends.class) != null)
                .map(declared -> declared.getSimpleName().toString())
                .toList();
    }

    private Optional<String> obstacle(MigrateFrame migration) {
        if (migration.task().isEmpty() == migration.helper().isEmpty()) {
            return Optional.of(
                    migration.task().isEmpty() ? "names neither a task nor a helper" : "names a task and a helper");
        }
        if (!migration.helper().isEmpty() && !method.getModifiers().contains(Modifier.STATIC)) {
            return Optional.of("is of a helper and not static");
        }
        if (method.getReturnType().getKind() == TypeKind.VOID) {
            return Optional.of("returns nothing");
        }
        if (!method.getTypeParameters().isEmpty()) {
            return Optional.of("is generic");
        }
        if (List.<Class<?>>of(Task.class, Step.class, Suspends.class).stream()
                .anyMatch(role -> Annotations.find(method, role).isPresent())) {
            return Optional.of("is part of a run itself");
        }
        Set<String> names = new HashSet<>();
        for (VariableElement parameter : method.getParameters()) {
            Old old = parameter.getAnnotation(Old.class);
            if (old == null) {
                return Optional.of("has the parameter '" + parameter.getSimpleName() + "' without @Old");
            }
            if (!names.add(old.value())) {
                return Optional.of("takes '" + old.value() + "' twice");
            }
        }
        return Optional.empty();
    }
}
