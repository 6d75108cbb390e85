package dev.fermata.engine.attempt;

import dev.fermata.PermanentFailureException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Failures that a step or a branch ended with: if the task lets one out, trying again cannot help. */
final class StepFailures {

    private static final int DEEPEST = 100;

    private final Set<Throwable> failures = Collections.newSetFromMap(new IdentityHashMap<>());

    void add(Throwable failure) {
        failures.add(failure);
    }

    /** Those that a decoded frame holds are other objects now. */
    void addAll(@Nullable Object[] values) {
        for (Object value : values) {
            if (value instanceof Throwable failure) {
                failures.add(failure);
            }
        }
    }

    /** The failure itself or one it was made of; a task that wraps a step's failure only tells it in other words. */
    boolean isSourceOf(Throwable failure) {
        Throwable at = failure;
        for (int depth = 0; at != null && depth < DEEPEST; depth++) {
            if (failures.contains(at)) {
                return true;
            }
            at = at.getCause();
        }
        return false;
    }

    static boolean isPermanent(Throwable failure) {
        return failure instanceof PermanentFailureException || failure instanceof VirtualMachineError;
    }
}
