package dev.fermata.processor.validate;

import dev.fermata.MigrateFrame;
import dev.fermata.MovedLabel;
import dev.fermata.Old;
import dev.fermata.processor.diagnostic.Code;
import dev.fermata.processor.diagnostic.Finding;
import dev.fermata.processor.model.AttributedTask;
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
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/**
 * Whether migrations lead to variables and labels that the compiled tasks and helpers have. One that leads nowhere helps
 * no run.
 */
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

    /** @param compiled the tasks and helpers of a class that have no errors */
    public void check(List<CompiledTask> compiled) {
        compiled.forEach(this::checkLabels);
        if (!compiled.isEmpty()) {
            AttributedTask any = compiled.get(0).task();
            ElementFilter.methodsIn(any.owner().getEnclosedElements()).forEach(method -> {
                MigrateFrame migration = method.getAnnotation(MigrateFrame.class);
                if (migration != null && !refused.test(method)) {
                    // overloaded helpers share a name
                    List<CompiledTask> owners = compiled.stream()
                            .filter(task -> concerns(migration, task.task()))
                            .toList();
                    if (!owners.isEmpty()) {
                        variable(migration, method, owners);
                    }
                }
            });
        }
    }

    private static boolean concerns(MigrateFrame migration, AttributedTask task) {
        return task.isTask()
                ? migration.task().equals(task.taskId())
                : migration.helper().contentEquals(task.method().getSimpleName());
    }

    private void checkLabels(CompiledTask task) {
        for (MovedLabel moved : task.task().method().getAnnotationsByType(MovedLabel.class)) {
            label(moved, task);
        }
    }

    private void variable(MigrateFrame migration, ExecutableElement method, List<CompiledTask> owners) {
        CompiledTask any = owners.get(0);
        String wanted = stored(typeText.apply(method.getReturnType()), any);
        boolean found = owners.stream()
                .flatMap(MigrationTargets::places)
                .filter(place -> migration.at().isEmpty() || migration.at().equals(place.label))
                .flatMap(place -> place.slots.stream())
                .anyMatch(slot ->
                        slot.name().equals(migration.variable()) && slot.type().equals(wanted));
        String owner = migration.task() + migration.helper();
        if (!found) {
            findings.accept(Finding.at(
                    original.apply(method),
                    Code.MIGRATION_VARIABLE,
                    owner,
                    migration.variable(),
                    method.getReturnType(),
                    migration.at().isEmpty() ? "anywhere" : "at '" + migration.at() + "'"));
        }
        String key = owner + " " + migration.at() + " " + migration.variable() + " "
                + method.getParameters().stream()
                        .map(parameter -> old(parameter, any))
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

    /** A place as annotations name it: in a branch behind the branch's name. */
    private record Place(String label, List<CompiledTask.Slot> slots) {}

    private static Stream<Place> places(CompiledTask task) {
        return places(task, "", task.task().machineName());
    }

    private static Stream<Place> places(CompiledTask machine, String prefix, String owner) {
        return Stream.concat(
                machine.points().stream().map(point -> new Place(prefix + point.label(), point.slots())),
                machine.branches().stream()
                        .flatMap(branch ->
                                places(branch.machine(), branch.name().substring(owner.length() + 1) + " | ", owner)));
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
        Set<String> labels = places(task).map(Place::label).collect(Collectors.toCollection(TreeSet::new));
        List<String> reasons = List.of(
                labels.contains(moved.from()) ? "leads away from a label that it still has" : "",
                labels.contains(moved.to()) ? "" : "leads to a label that it does not have");
        reasons.stream()
                .filter(reason -> !reason.isEmpty())
                .findFirst()
                .ifPresent(reason -> findings.accept(Finding.at(
                        original.apply(task.task().method()), Code.MOVED_LABEL, moved.from(), moved.to(), reason)));
    }
}
