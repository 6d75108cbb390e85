package dev.fermata.engine.codec;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A failure as stored with a run, for people and callers to read; it is not thrown again.
 *
 * @param type binary name of the exception's class
 * @param stack the innermost frames, at most 100, each as Java prints it, without those of generated machines
 * @param causes from the immediate cause to the root, at most 20, without causes of their own
 * @param suppressed those of the failure itself, at most 20, without causes of their own
 * @param code the stable code if Fermata itself reported the failure
 */
public record StoredFailure(
        String type,
        @Nullable String message,
        List<String> stack,
        List<StoredFailure> causes,
        List<StoredFailure> suppressed,
        @Nullable String code) {

    public StoredFailure {
        stack = List.copyOf(stack);
        causes = List.copyOf(causes);
        // those that were stored before there was this field have none
        suppressed = List.copyOf(Objects.requireNonNullElse(suppressed, List.of()));
    }
}
