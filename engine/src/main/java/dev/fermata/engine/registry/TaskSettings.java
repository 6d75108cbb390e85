package dev.fermata.engine.registry;

import dev.fermata.engine.retry.RetrySettings;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What configuration says about one task; it wins over the task's annotation.
 *
 * @param queue null: the annotation's
 * @param retry for the code between steps, and for steps that neither configuration nor annotation speaks of
 * @param steps retry settings by step name; they win over the step's annotation
 */
public record TaskSettings(@Nullable String queue, RetrySettings retry, Map<String, RetrySettings> steps) {

    /** Says nothing. */
    public static final TaskSettings NONE = new TaskSettings(null, RetrySettings.NONE, Map.of());

    public TaskSettings {
        steps = Map.copyOf(steps);
    }
}
