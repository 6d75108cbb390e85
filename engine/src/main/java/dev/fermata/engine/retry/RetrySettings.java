package dev.fermata.engine.retry;

import dev.fermata.Retry;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A retry policy in which every field may be left open, as configuration has it. Levels are laid over each other field by
 * field; an annotation is a level that leaves nothing open.
 */
public record RetrySettings(
        @Nullable Integer maxAttempts,
        @Nullable Duration minDelay,
        @Nullable Duration maxDelay,
        @Nullable Double factor,
        @Nullable Boolean jitter) {

    /** Leaves everything open. */
    public static final RetrySettings NONE = new RetrySettings(null, null, null, null, null);

    /** An annotation's values. */
    public static RetrySettings of(Retry annotation) {
        return new RetrySettings(
                annotation.maxAttempts(),
                DurationText.parse(annotation.minDelay()),
                DurationText.parse(annotation.maxDelay()),
                annotation.factor(),
                annotation.jitter());
    }

    /** The first of an annotation's elements, which hold at most one. */
    public static RetrySettings of(Retry[] annotations) {
        return annotations.length == 0 ? NONE : of(annotations[0]);
    }

    /**
     * The policy that applies: for each field the first level that sets it, {@link RetryPolicy#DEFAULT} where none does.
     *
     * @throws IllegalArgumentException if the result is no legal policy
     */
    public static RetryPolicy resolve(RetrySettings... mostSpecificFirst) {
        RetryPolicy otherwise = RetryPolicy.DEFAULT;
        return new RetryPolicy(
                first(mostSpecificFirst, RetrySettings::maxAttempts, otherwise.maxAttempts()),
                first(mostSpecificFirst, RetrySettings::minDelay, otherwise.minDelay()),
                first(mostSpecificFirst, RetrySettings::maxDelay, otherwise.maxDelay()),
                first(mostSpecificFirst, RetrySettings::factor, otherwise.factor()),
                first(mostSpecificFirst, RetrySettings::jitter, otherwise.jitter()));
    }

    private static <T> T first(RetrySettings[] levels, Function<RetrySettings, @Nullable T> field, T otherwise) {
        return Arrays.stream(levels)
                .map(field)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(otherwise);
    }
}
