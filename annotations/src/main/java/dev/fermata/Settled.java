package dev.fermata;

import org.jspecify.annotations.Nullable;

/** What branches failed with, once all have settled: the first in order, and with it the others. */
final class Settled {

    private @Nullable Throwable first;

    void add(Throwable failure) {
        if (first == null) {
            first = failure;
        } else if (first != failure) {
            first.addSuppressed(failure);
        }
    }

    /** Throws what there is to throw. {@code X} is what the branches declare, so nothing else is checked. */
    <X extends Exception> void rethrow() throws X {
        if (first != null) {
            throw Settled.<RuntimeException>unchecked(first);
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <Y extends Throwable> Y unchecked(Throwable failure) throws Y {
        throw (Y) failure;
    }
}
