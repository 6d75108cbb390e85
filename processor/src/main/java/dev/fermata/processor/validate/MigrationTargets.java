package dev.fermata.processor.validate;

import dev.fermata.MigrateFrame;
import dev.fermata.MovedLabel;
import dev.fermata.Old;
import dev.fermata.processor.diagnostic.Code;
import dev.fermata.processor.diagnostic.Finding;
import dev.fermata.processor.model.CompiledTask;
import dev.fermata.processor.model.StoredType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/** Whether migrations lead to variables and labels that the compiled tasks have. One that leads nowhere helps no run. */
public final class MigrationTargets {

    private final Function<ExecutableElement, Element> original;
    private final Predicate<ExecutableElement> refused;
    private final Function<TypeMirror, String> typeText;
    private final Consumer<Finding> findings;
    private final Map<String, String> made = new HashMap<>();

    /**
     * @param original finds the method of the user's compilation, to report at
     * @param refused methods that have been refused already
     * @param typeText prints a type as a declaration names it
     */
    public MigrationTargets(
            Function<ExecutableElement, Element> original,
            Predicate<ExecutableElement> refused,
            Function<TypeMirror, String> typeText,
            Consumer<Finding> findings) {
        this.original = original;
        this.refused = refused;
        this.typeText = typeText;
        this.findings = findings;
    }

    /** @param task one of the class, without errors */
    public void check(CompiledTask task) {
        for (ExecutableElement method :
                ElementFilter.methodsIn(task.task().owner().getEnclosedElements())) {
            MigrateFrame migration = method.getAnnotation(MigrateFrame.class);
            if (migration != null && migration.task().equals(task.task().taskId()) && !refused.test(method)) {
                variable(migration, method, task);
            }
        }
        for (MovedLabel moved : task.task().method().getAnnotationsByType(MovedLabel.class)) {
            label(moved, task);
        }
    }

    private void variable(MigrateFrame migration, ExecutableElement method, CompiledTask task) {
        String wanted = stored(typeText.apply(method.getReturnType()), task);
        boolean found = task.points().stream()
                .filter(point -> migration.at().isEmpty() || migration.at().equals(point.label()))
                .flatMap(point -> point.slots().stream())
                .anyMatch(slot ->
                        slot.name().equals(migration.variable()) && slot.type().equals(wanted));
        if (!found) {
            findings.accept(Finding.at(
                    original.apply(method),
                    Code.MIGRATION_VARIABLE,
                    migration.task(),
                    migration.variable(),
                    method.getReturnType(),
                    migration.at().isEmpty() ? "anywhere" : "at '" + migration.at() + "'"));
        }
        String key = migration.task() + " " + migration.at() + " " + migration.variable() + " "
                + method.getParameters().stream()
                        .map(parameter -> old(parameter, task))
                        .sorted()
                        .collect(Collectors.joining(", "));
        String earlier = made.putIfAbsent(key, method.getSimpleName().toString());
        if (earlier != null) {
            findings.accept(Finding.at(
                    original.apply(method),
                    Code.MIGRATION_TWICE,
                    earlier,
                    method.getSimpleName(),
                    migration.variable()));
        }
    }

    private String old(VariableElement parameter, CompiledTask task) {
        Old old = parameter.getAnnotation(Old.class);
        return (old == null ? parameter.getSimpleName() : old.value()) + " "
                + stored(typeText.apply(parameter.asType()), task);
    }

    private static String stored(String text, CompiledTask task) {
        return StoredType.of(text, task.task().unit().elements());
    }

    private void label(MovedLabel moved, CompiledTask task) {
        Set<String> labels =
                task.points().stream().map(CompiledTask.Point::label).collect(Collectors.toCollection(TreeSet::new));
        List<String> reasons = List.of(
                labels.contains(moved.from()) ? "leads away from a label that the task still has" : "",
                labels.contains(moved.to()) ? "" : "leads to a label that the task does not have");
        reasons.stream()
                .filter(reason -> !reason.isEmpty())
                .findFirst()
                .ifPresent(reason -> findings.accept(Finding.at(
                        original.apply(task.task().method()), Code.MOVED_LABEL, moved.from(), moved.to(), reason)));
    }
}
