package dev.fermata.engine.resume;

import dev.fermata.MigrateFrame;
import dev.fermata.MovedLabel;
import dev.fermata.machine.TaskDescriptor;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the user has written about frames of earlier builds of one task. */
public final class Migrations {

    /** Nothing is written. */
    public static final Migrations NONE = new Migrations(List.of(), Map.of());

    private final List<Migration> methods;
    private final Map<String, String> moved;

    private Migrations(List<Migration> methods, Map<String, String> moved) {
        this.methods = List.copyOf(methods);
        this.moved = Map.copyOf(moved);
    }

    /** Those that stand in the class of a task. */
    public static Migrations of(String taskId, TaskDescriptor task) {
        List<Migration> methods = new ArrayList<>();
        for (Method method : task.method().getDeclaringClass().getDeclaredMethods()) {
            MigrateFrame annotation = method.getAnnotation(MigrateFrame.class);
            if (annotation != null && annotation.task().equals(taskId) && !method.isBridge()) {
                methods.add(new Migration(annotation, method));
            }
        }
        // the one that is told more exactly where it belongs, then the one that knows more
        methods.sort(Comparator.comparing(Migration::isForOnePoint)
                .thenComparing(migration -> migration.needs().size())
                .reversed());
        Map<String, String> moved = new HashMap<>();
        for (MovedLabel label : task.method().getAnnotationsByType(MovedLabel.class)) {
            moved.put(label.from(), label.to());
        }
        return new Migrations(methods, moved);
    }

    /** What a label of an earlier build is called in this one. */
    String current(String label) {
        return moved.getOrDefault(label, label);
    }

    Optional<Migration> of(String variable, String type, String label, Map<String, StoredVariable> stored) {
        return methods.stream()
                .filter(method -> method.applies(variable, type, label, stored))
                .findFirst();
    }
}
