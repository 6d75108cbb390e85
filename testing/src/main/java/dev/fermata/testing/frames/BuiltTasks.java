package dev.fermata.testing.frames;

import dev.fermata.Task;
import dev.fermata.engine.resume.Fit;
import dev.fermata.engine.resume.FrameFits;
import dev.fermata.machine.ResumePoint;
import dev.fermata.machine.TaskCatalog;
import dev.fermata.machine.TaskDescriptor;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tasks of a build, as its generated classes tell of them, and which frames they can go on from. */
final class BuiltTasks {

    private final ClassLoader classes;
    private final Map<String, FrameFits> fits = new HashMap<>();

    BuiltTasks(ClassLoader classes) {
        this.classes = classes;
    }

    /** Adds the task of a manifest that the build has written; one that its class has no longer is left over. */
    void add(Manifest manifest) {
        owner(manifest.owner())
                .flatMap(TaskCatalog::of)
                .ifPresent(catalog -> catalog.tasks().forEach(this::add));
    }

    private void add(TaskDescriptor task) {
        Task annotation = task.method().getAnnotation(Task.class);
        if (annotation != null) {
            fits.computeIfAbsent(annotation.id(), id -> FrameFits.of(id, task));
        }
    }

    /** A manifest names its class as the source does; a nested one has a {@code $} in its binary name. */
    private Optional<Class<?>> owner(String name) {
        try {
            return Optional.of(Class.forName(name, false, classes));
        } catch (ClassNotFoundException e) {
            int dot = name.lastIndexOf('.');
            return dot < 0 ? Optional.empty() : owner(name.substring(0, dot) + "$" + name.substring(dot + 1));
        }
    }

    boolean has(String taskId) {
        return fits.containsKey(taskId);
    }

    /** Why this build cannot go on from a place; empty when it can. */
    Optional<String> obstacle(String taskId, String label, String phase, Collection<String> variables) {
        FrameFits task = fits.get(taskId);
        if (task == null) {
            return Optional.of("this build has no task '" + taskId + "'");
        }
        if (label.equals(ResumePoint.START) && phase.equals(ResumePoint.Phase.BEFORE.name())) {
            // arguments come from the payload, whatever the parameters are called
            return Optional.empty();
        }
        return task.fit(label, phase, List.copyOf(variables)) instanceof Fit.Parks parks
                ? Optional.of(parks.reason())
                : Optional.empty();
    }
}
