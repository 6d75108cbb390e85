package dev.fermata.engine.registry;

import dev.fermata.Step;
import dev.fermata.Task;
import dev.fermata.engine.retry.RetryPolicy;
import dev.fermata.engine.retry.RetrySettings;
import dev.fermata.machine.SuspensionPoint;
import dev.fermata.machine.TaskDescriptor;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * The effective retry policies of one task. Most specific first: the step's configuration, the step's annotation, the
 * task's configuration, the task's annotation, the global configuration, the built-in default.
 */
final class Policies {

    private final RetryPolicy task;
    private final Map<String, RetryPolicy> byLabel;

    private Policies(RetryPolicy task, Map<String, RetryPolicy> byLabel) {
        this.task = task;
        this.byLabel = Map.copyOf(byLabel);
    }

    static Policies of(Task annotation, TaskDescriptor descriptor, TaskSettings settings, RetrySettings global) {
        String id = annotation.id();
        RetrySettings ofTask = annotated("task '" + id + "'", annotation.retry());
        RetryPolicy task = resolve("task '" + id + "'", settings.retry(), ofTask, global);
        Map<String, RetryPolicy> byLabel = new HashMap<>();
        TreeSet<String> names = new TreeSet<>();
        for (SuspensionPoint point : descriptor.machine().suspensions()) {
            Step step = StepNames.annotation(point.method());
            if (step == null) {
                continue;
            }
            String name = StepNames.of(point.method());
            names.add(name);
            String where = "step '" + name + "' of task '" + id + "'";
            byLabel.put(
                    point.label(),
                    resolve(
                            where,
                            settings.steps().getOrDefault(name, RetrySettings.NONE),
                            annotated(where, step.retry()),
                            settings.retry(),
                            ofTask,
                            global));
        }
        for (String configured : settings.steps().keySet()) {
            if (!names.contains(configured)) {
                throw RegistrationException.unknownStep(id, configured, names);
            }
        }
        return new Policies(task, byLabel);
    }

    RetryPolicy ofCode() {
        return task;
    }

    RetryPolicy ofStep(SuspensionPoint at) {
        return byLabel.getOrDefault(at.label(), task);
    }

    private static RetrySettings annotated(String where, dev.fermata.Retry[] annotations) {
        try {
            return RetrySettings.of(annotations);
        } catch (IllegalArgumentException e) {
            throw RegistrationException.illegalRetry(where, String.valueOf(e.getMessage()));
        }
    }

    private static RetryPolicy resolve(String where, RetrySettings... levels) {
        try {
            return RetrySettings.resolve(levels);
        } catch (IllegalArgumentException e) {
            throw RegistrationException.illegalRetry(where, String.valueOf(e.getMessage()));
        }
    }
}
