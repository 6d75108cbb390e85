package dev.fermata.engine.registry;

import dev.fermata.Step;
import dev.fermata.Task;
import dev.fermata.engine.retry.RetryPolicy;
import dev.fermata.engine.retry.RetrySettings;
import dev.fermata.machine.SuspensionPoint;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * The effective retry policies of one task, its helpers and its branches. Most specific first: the step's configuration, the step's annotation, the
 * task's configuration, the task's annotation, the global configuration, the built-in default.
 */
final class Policies {

    private final RetryPolicy task;
    private final Map<Method, RetryPolicy> byStep;

    private Policies(RetryPolicy task, Map<Method, RetryPolicy> byStep) {
        this.task = task;
        this.byStep = Map.copyOf(byStep);
    }

    static Policies of(Task annotation, CallGraph calls, TaskSettings settings, RetrySettings global) {
        String id = annotation.id();
        RetrySettings ofTask = annotated("task '" + id + "'", annotation.retry());
        RetryPolicy task = resolve("task '" + id + "'", settings.retry(), ofTask, global);
        Map<Method, RetryPolicy> byStep = new HashMap<>();
        TreeSet<String> names = new TreeSet<>();
        for (Method method : calls.steps()) {
            Step step = StepNames.annotation(method);
            if (step == null) {
                continue;
            }
            String name = StepNames.of(method);
            names.add(name);
            String where = "step '" + name + "' of task '" + id + "'";
            byStep.put(
                    method,
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
        return new Policies(task, byStep);
    }

    RetryPolicy ofCode() {
        return task;
    }

    RetryPolicy ofStep(SuspensionPoint at) {
        return byStep.getOrDefault(at.method(), task);
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
