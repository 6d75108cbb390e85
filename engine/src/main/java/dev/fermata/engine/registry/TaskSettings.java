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
 * @param keepCheckpoints null: {@link Settings#keepCheckpoints()}
 */
public record TaskSettings(
        @Nullable String queue,
        RetrySettings retry,
        Map<String, RetrySettings> steps,
        @Nullable Integer keepCheckpoints) {

    /** Says nothing. */
    public static final TaskSettings NONE = new TaskSettings(null, RetrySettings.NONE, Map.of());

    public TaskSettings {
        steps = Map.copyOf(steps);
        if (keepCheckpoints != null) {
            requireKept("checkpoints.keep of a task", keepCheckpoints);
        }
    }

    /** Keeps as many checkpoints as other tasks. */
    public TaskSettings(@Nullable String queue, RetrySettings retry, Map<String, RetrySettings> steps) {
        this(queue, retry, steps, null);
    }

    static void requireKept(String setting, int checkpoints) {
        if (checkpoints < 1) {
            throw new IllegalArgumentException("FERMATA-2130: " + setting + " is " + checkpoints
                    + ", but a run goes on from its last checkpoint. Set it to 1 or more.");
        }
    }
}
