package dev.fermata.spring.properties;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Settings of one task; they win over its annotation.
 *
 * @param queue queue its new runs enter; default: the annotation's
 * @param retry how often the code between two steps is tried, and steps that have no policy of their own
 * @param steps settings of its steps, by step name
 * @param checkpoints the checkpoints of its runs
 */
public record TaskProperties(
        @Nullable String queue,
        @Nullable RetryProperties retry,
        @Nullable Map<String, StepProperties> steps,
        @Nullable KeptCheckpoints checkpoints) {

    /** Says nothing. */
    public static final TaskProperties NONE = new TaskProperties(null, null, null, null);

    public TaskProperties {
        retry = retry == null ? RetryProperties.NONE : retry;
        steps = steps == null ? Map.of() : Map.copyOf(steps);
        checkpoints = checkpoints == null ? KeptCheckpoints.NONE : checkpoints;
    }

    @Override
    public KeptCheckpoints checkpoints() {
        return checkpoints == null ? KeptCheckpoints.NONE : checkpoints;
    }

    @Override
    public RetryProperties retry() {
        return retry == null ? RetryProperties.NONE : retry;
    }

    @Override
    public Map<String, StepProperties> steps() {
        return steps == null ? Map.of() : steps;
    }

    void require(String path) {
        PropertyException.require(
                queue == null || (!queue.isBlank() && queue.length() <= 128),
                path + ".queue",
                String.valueOf(queue),
                "1 to 128 characters");
        Integer kept = checkpoints().keep();
        if (kept != null) {
            CheckpointProperties.requireKept(path + ".checkpoints.keep", kept);
        }
        retry().requirePolicy(path + ".retry");
        steps().forEach((step, settings) -> settings.retry().requirePolicy(path + ".steps." + step + ".retry"));
    }

    /**
     * The checkpoints of one task's runs.
     *
     * @param keep how many of a run stay readable; default: fermata.checkpoints.keep
     */
    public record KeptCheckpoints(@Nullable Integer keep) {

        /** Says nothing. */
        static final KeptCheckpoints NONE = new KeptCheckpoints(null);
    }

    /**
     * Settings of one step; they win over its annotation.
     *
     * @param retry how often it is tried
     */
    public record StepProperties(@Nullable RetryProperties retry) {

        public StepProperties {
            retry = retry == null ? RetryProperties.NONE : retry;
        }

        @Override
        public RetryProperties retry() {
            return retry == null ? RetryProperties.NONE : retry;
        }
    }
}
