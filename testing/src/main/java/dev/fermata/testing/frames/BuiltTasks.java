package dev.fermata.testing.frames;

import dev.fermata.Task;
import dev.fermata.engine.codec.FrameLayout;
import dev.fermata.engine.resume.Fit;
import dev.fermata.engine.resume.FrameFits;
import dev.fermata.engine.resume.Migrations;
import dev.fermata.machine.MachineDescriptor;
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
    /** By the ids of tasks, and the binary names of machines of helpers and branches. */
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
        if (annotation != null && !fits.containsKey(annotation.id())) {
            fits.put(annotation.id(), FrameFits.of(annotation.id(), task));
            callees(task.machine());
        }
    }

    private void callees(MachineDescriptor machine) {
        machine.callees()
                .get()
                .values()
                .forEach(called -> called.forEach(callee -> {
                    String name = callee.type().getName();
                    if (!fits.containsKey(name)) {
                        fits.put(name, new FrameFits(callee, FrameLayout::of, Migrations.NONE));
                        callees(callee);
                    }
                }));
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

    /** Why this build cannot go on from a place of a manifest. */
    Optional<String> obstacle(Manifest manifest, Manifest.Machine machine, Manifest.Point point) {
        String key = machine.name().isEmpty()
                ? manifest.name()
                : owner(manifest.owner())
                        .map(type ->
                                (type.getPackageName().isEmpty() ? "" : type.getPackageName() + ".") + machine.name())
                        .orElse(machine.name());
        return obstacle(key, point.label(), point.phase(), point.variables());
    }

    /**
     * Why this build cannot go on from a place; empty when it can.
     *
     * @param name id of a task, or binary name of another machine
     */
    Optional<String> obstacle(String name, String label, String phase, Collection<String> variables) {
        FrameFits known = fits.get(name);
        if (known == null) {
            return Optional.of("this build has no task, helper or branch '" + name + "'");
        }
        if (label.equals(ResumePoint.START) && phase.equals(ResumePoint.Phase.BEFORE.name())) {
            // arguments come from the payload or from the caller's frame, whatever the parameters are called
            return Optional.empty();
        }
        return known.fit(label, phase, List.copyOf(variables)) instanceof Fit.Parks parks
                ? Optional.of(parks.reason())
                : Optional.empty();
    }
}
