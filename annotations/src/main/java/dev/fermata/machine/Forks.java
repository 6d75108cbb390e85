package dev.fermata.machine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** For generated code: what a fork does before its first branch begins. */
public final class Forks {

    private Forks() {}

    /** The items of the branches, walked once. */
    public static <E extends @Nullable Object> List<E> items(Collection<? extends E> items, int concurrency) {
        if (concurrency < 1) {
            throw new IllegalArgumentException("concurrency must be 1 or more, not " + concurrency);
        }
        return new ArrayList<>(items);
    }
}
