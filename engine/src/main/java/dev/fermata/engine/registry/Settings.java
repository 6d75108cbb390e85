package dev.fermata.engine.registry;

import dev.fermata.engine.retry.RetrySettings;
import java.util.Map;

/**
 * What configuration says about tasks.
 *
 * @param retry for everything that no more specific level speaks of
 * @param tasks by task id
 */
public record Settings(RetrySettings retry, Map<String, TaskSettings> tasks) {

    /** Says nothing. */
    public static final Settings NONE = new Settings(RetrySettings.NONE, Map.of());

    public Settings {
        tasks = Map.copyOf(tasks);
    }

    TaskSettings of(String taskId) {
        return tasks.getOrDefault(taskId, TaskSettings.NONE);
    }
}
