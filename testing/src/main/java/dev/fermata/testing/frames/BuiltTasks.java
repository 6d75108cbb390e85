package dev.fermata.testing.frames;

import dev.fermata.Durable;
import dev.fermata.Task;
import dev.fermata.engine.codec.FrameLayout;
import dev.fermata.engine.resume.Fit;
import dev.fermata.engine.resume.TaskFits;
import dev.fermata.machine.MachineDescriptor;
import dev.fermata.machine.ResumePoint;
import dev.fermata.machine.SuspensionPoint;
import dev.fermata.machine.TaskCatalog;
import dev.fermata.machine.TaskDescriptor;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The tasks of a build, as its generated classes tell of them, and which frames they can go on from. */
final class BuiltTasks {

    private final ClassLoader classes;
    private final Map<String, TaskFits> tasks = new HashMap<>();
    /** By the binary names of their machines. */
    private final Map<String, TaskFits> helpers = new HashMap<>();

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
        if (annotation != null && !tasks.containsKey(annotation.id())) {
            tasks.put(annotation.id(), TaskFits.of(task, FrameLayout::of));
            addHelpers(task.machine(), new HashSet<>());
        }
    }

    private void addHelpers(MachineDescriptor machine, Set<String> seen) {
        if (!seen.add(machine.type().getName() + " " + machine.name())) {
            return;
        }
        Map<String, List<MachineDescriptor>> callees = machine.callees().get();
        for (SuspensionPoint at : machine.suspensions()) {
            for (MachineDescriptor callee : callees.getOrDefault(at.label(), List.of())) {
                if (at.method().getDeclaringClass() != Durable.class) {
                    helpers.computeIfAbsent(callee.type().getName(), name -> TaskFits.of(callee, at.method()));
                }
                addHelpers(callee, seen);
            }
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
        return tasks.containsKey(taskId);
    }

    /** Why this build cannot go on from a place of a manifest. */
    Optional<String> obstacle(Manifest manifest, Manifest.Machine machine, Manifest.Point point) {
        TaskFits known = (manifest.isTask() ? tasks : helpers).get(manifest.name());
        return known == null
                ? Optional.of(
                        "this build has no " + (manifest.isTask() ? "task" : "helper") + " '" + manifest.name() + "'")
                : obstacle(known, machine.label(point), point.phase(), point.variables());
    }

    /** Why this build cannot go on from where runs of a task stand; empty when it can. */
    Optional<String> obstacle(String taskId, String label, String phase, Collection<String> variables) {
        return obstacle(Objects.requireNonNull(tasks.get(taskId)), label, phase, variables);
    }

    private static Optional<String> obstacle(TaskFits known, String label, String phase, Collection<String> variables) {
        if (label.equals(ResumePoint.START) && phase.equals(ResumePoint.Phase.BEFORE.name())) {
            // arguments come from the payload or from the caller's frame, whatever the parameters are called
            return Optional.empty();
        }
        return known.fit(label, phase, List.copyOf(variables)) instanceof Fit.Parks parks
                ? Optional.of(parks.reason())
                : Optional.empty();
    }
}
