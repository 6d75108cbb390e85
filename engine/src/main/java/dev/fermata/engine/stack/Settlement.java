package dev.fermata.engine.stack;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one branch ended.
 *
 * @param result what it returned; null for a branch without a result
 * @param failure what it threw; null when it returned
 */
public record Settlement(@Nullable Object result, @Nullable Throwable failure) {

    /** It returned. */
    public static Settlement returned(@Nullable Object result) {
        return new Settlement(result, null);
    }

    /** It threw. */
    public static Settlement threw(Throwable failure) {
        return new Settlement(null, failure);
    }

    /** The results of all branches, in order. */
    static List<@Nullable Object> results(List<Settlement> branches) {
        List<@Nullable Object> results = new ArrayList<>(branches.size());
        branches.forEach(branch -> results.add(branch.result));
        return results;
    }

    /** The failure of the first that failed, in order, with those of the others as suppressed exceptions. */
    static @Nullable Throwable failure(List<Settlement> branches) {
        Throwable first = null;
        for (Settlement branch : branches) {
            Throwable failure = branch.failure;
            if (first == null) {
                first = failure;
            } else if (failure != null && failure != first) {
                first.addSuppressed(failure);
            }
        }
        return first;
    }
}
