package dev.fermata.engine.resume;

import dev.fermata.MigrateFrame;
import dev.fermata.MovedLabel;
import dev.fermata.Task;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the user has written about frames of earlier builds of one task or helper. Its branches are named as labels are:
 * {@code all#1/0 | fetch#1} is a place in the first branch of the fork {@code all#1}.
 */
final class Migrations {

    /** Stands behind the name of a branch. No name contains a blank. */
    static final String OF_BRANCH = " | ";

    private final List<Migration> methods;
    private final Map<String, String> moved;
    private final String branch;

    private Migrations(List<Migration> methods, Map<String, String> moved, String branch) {
        this.methods = List.copyOf(methods);
        this.moved = Map.copyOf(moved);
        this.branch = branch;
    }

    /** Those of a task or helper, which stand in its class. */
    static Migrations of(Method owner) {
        List<Migration> methods = new ArrayList<>();
        for (Method method : owner.getDeclaringClass().getDeclaredMethods()) {
            MigrateFrame annotation = method.getAnnotation(MigrateFrame.class);
            if (annotation != null && !method.isBridge() && concerns(annotation, owner)) {
                methods.add(new Migration(annotation, method));
            }
        }
        // the one that is told more exactly where it belongs, then the one that knows more
        methods.sort(Comparator.comparing(Migration::isForOnePoint)
                .thenComparing(migration -> migration.needs().size())
                .reversed());
        Map<String, String> moved = new HashMap<>();
        for (MovedLabel label : owner.getAnnotationsByType(MovedLabel.class)) {
            moved.put(label.from(), label.to());
        }
        return new Migrations(methods, moved, "");
    }

    private static boolean concerns(MigrateFrame migration, Method owner) {
        Task task = owner.getAnnotation(Task.class);
        return task == null
                ? migration.helper().equals(owner.getName())
                : migration.task().equals(task.id());
    }

    /** What holds in a branch, by its name in this build. */
    Migrations in(String name) {
        Map<String, String> inside = new HashMap<>();
        moved.forEach((from, to) -> {
            int before = from.lastIndexOf(OF_BRANCH);
            int after = to.lastIndexOf(OF_BRANCH);
            if (before >= 0
                    && after >= 0
                    && to.substring(0, after).equals(name)
                    && current(path(from.substring(0, before))).equals(name)) {
                inside.put(from.substring(before + OF_BRANCH.length()), to.substring(after + OF_BRANCH.length()));
            }
        });
        return new Migrations(methods, inside, name + OF_BRANCH);
    }

    /** What a label of an earlier build is called in this one. */
    String label(String label) {
        return moved.getOrDefault(label, label);
    }

    /** What a branch of an earlier build is called in this one: it goes where its fork goes. */
    String current(String name) {
        return moved.keySet().stream()
                .filter(from -> name.equals(path(from)) || name.startsWith(path(from) + "/"))
                .max(Comparator.comparing(String::length))
                .map(from -> path(moved.getOrDefault(from, from))
                        + name.substring(path(from).length()))
                .orElse(name);
    }

    /** The name that branches of a fork begin with. */
    private static String path(String label) {
        return label.replace(OF_BRANCH, "/");
    }

    /** A label as {@link MovedLabel} and {@link MigrateFrame} name it. */
    String named(String label) {
        return branch + label;
    }

    Optional<Migration> of(String variable, String type, String label, Map<String, StoredVariable> stored) {
        return methods.stream()
                .filter(method -> method.applies(variable, type, named(label), stored))
                .findFirst();
    }
}
