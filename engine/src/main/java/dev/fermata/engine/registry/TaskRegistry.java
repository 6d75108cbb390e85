package dev.fermata.engine.registry;

import dev.fermata.Task;
import dev.fermata.engine.codec.CodecLimits;
import dev.fermata.engine.model.TaskRegistration;
import dev.fermata.machine.TaskCatalog;
import dev.fermata.machine.TaskDescriptor;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The tasks of this application by id. Whatever is wrong with one of them is said here, before anything is claimed. */
public final class TaskRegistry {

    private final Map<String, TaskDefinition> tasks;
    private final Codecs codecs;

    private TaskRegistry(Map<String, TaskDefinition> tasks, Codecs codecs) {
        this.tasks = Map.copyOf(tasks);
        this.codecs = codecs;
    }

    /**
     * Finds the tasks that the beans' classes and their superclasses declare.
     *
     * @param targets finds the unproxied object behind any bean that declares helpers
     * @throws RegistrationException a task has no generated machine, shares its id with another, or has an impossible
     *     configuration
     */
    public static TaskRegistry of(
            Collection<TaskBean> beans, UnaryOperator<Object> targets, Settings settings, CodecLimits limits) {
        Map<String, TaskDefinition> tasks = new HashMap<>();
        Codecs codecs = Codecs.with(limits);
        for (TaskBean bean : beans) {
            for (Class<?> type = bean.target().getClass(); type != null; type = type.getSuperclass()) {
                for (Method method : type.getDeclaredMethods()) {
                    Task annotation = method.getAnnotation(Task.class);
                    if (annotation != null && !method.isBridge()) {
                        TaskDescriptor descriptor = descriptor(type, method);
                        add(tasks, new TaskDefinition(annotation, descriptor, bean, targets, codecs, settings));
                    }
                }
            }
        }
        return new TaskRegistry(tasks, codecs);
    }

    /** As above, where no proxy stands in front of a bean that declares helpers. */
    public static TaskRegistry of(Collection<TaskBean> beans, Settings settings, CodecLimits limits) {
        return of(beans, UnaryOperator.identity(), settings, limits);
    }

    /** Whether a class declares or inherits a task. */
    public static boolean declaresTasks(Class<?> type) {
        for (Class<?> at = type; at != null && at != Object.class; at = at.getSuperclass()) {
            if (Arrays.stream(at.getDeclaredMethods()).anyMatch(method -> method.isAnnotationPresent(Task.class))) {
                return true;
            }
        }
        return false;
    }

    public Optional<TaskDefinition> find(String taskId) {
        return Optional.ofNullable(tasks.get(taskId));
    }

    /** In no order. */
    public Collection<TaskDefinition> all() {
        return tasks.values();
    }

    /**
     * Checks the payload of a task that this application does not have.
     *
     * @throws dev.fermata.FermataException it is not exactly one well-formed JSON value
     */
    public void checkWellFormed(byte[] payload) {
        codecs.payloads().checkWellFormed(payload);
    }

    /**
     * What a worker registers.
     *
     * @param known answers the places that builds have registered for tasks, by their ids: where this build can go on, be
     *     it by a migration, it says so
     */
    public List<TaskRegistration> registrations(
            Function<Set<String>, Map<String, List<TaskRegistration.Point>>> known) {
        Map<String, List<TaskRegistration.Point>> points = known.apply(tasks.keySet());
        return tasks.values().stream()
                .map(task -> task.registration(points.getOrDefault(task.id(), List.of())))
                .toList();
    }

    private static TaskDescriptor descriptor(Class<?> type, Method method) {
        return TaskCatalog.of(type).stream()
                .flatMap(catalog -> catalog.tasks().stream())
                .filter(descriptor -> descriptor.method().equals(method))
                .findFirst()
                .orElseThrow(() -> RegistrationException.noMachine(type.getName() + "." + method.getName()));
    }

    private static void add(Map<String, TaskDefinition> tasks, TaskDefinition task) {
        TaskDefinition earlier = tasks.putIfAbsent(task.id(), task);
        if (earlier != null) {
            throw RegistrationException.twice(
                    task.id(), Objects.requireNonNull(earlier).place(), task.place());
        }
    }
}
