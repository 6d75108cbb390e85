package dev.fermata.engine.registry;

import dev.fermata.engine.retry.RetrySettings;
import java.util.Map;

/**
 * What configuration says about tasks.
 *
 * @param retry for everything that no more specific level speaks of
 * @param keepCheckpoints how many checkpoints of a run stay readable, at least 1; up to a quarter more, and the rows they
 *     refer to, stay with them. Default: 100
 * @param tasks by task id
 */
public record Settings(RetrySettings retry, int keepCheckpoints, Map<String, TaskSettings> tasks) {

    private static final int KEEP_CHECKPOINTS = 100;

    /** Says nothing. */
    public static final Settings NONE = new Settings(RetrySettings.NONE, Map.of());

    public Settings {
        TaskSettings.requireKept("fermata.checkpoints.keep", keepCheckpoints);
        tasks = Map.copyOf(tasks);
    }

    /** Keeps 100 checkpoints. */
    public Settings(RetrySettings retry, Map<String, TaskSettings> tasks) {
        this(retry, KEEP_CHECKPOINTS, tasks);
    }

    TaskSettings of(String taskId) {
        return tasks.getOrDefault(taskId, TaskSettings.NONE);
    }
}
