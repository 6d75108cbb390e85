package dev.fermata.engine.codec;

import java.util.Collections;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** The orders of sorted collections that can be stored; any other comparator is code. */
@SuppressWarnings("ImmutableEnumChecker") // the comparators have no state
enum Order {
    NATURAL(null, null),
    REVERSED(":reversed", Collections.reverseOrder()),
    IGNORING_CASE(":ignoringCase", String.CASE_INSENSITIVE_ORDER);

    private final @Nullable String qualifier;
    private final @Nullable Comparator<?> comparator;

    Order(@Nullable String qualifier, @Nullable Comparator<?> comparator) {
        this.qualifier = qualifier;
        this.comparator = comparator;
    }

    @Nullable
    String qualifier() {
        return qualifier;
    }

    @SuppressWarnings("unchecked") // a comparator of whatever the collection holds
    @Nullable
    Comparator<Object> comparator() {
        return (Comparator<Object>) comparator;
    }

    static Order of(@Nullable Comparator<?> comparator) {
        if (comparator == null || comparator.equals(Comparator.naturalOrder())) {
            return NATURAL;
        }
        for (Order order : values()) {
            if (comparator.equals(order.comparator)) {
                return order;
            }
        }
        throw new Trouble(
                Fault.UNSTORABLE,
                "it is sorted by a " + comparator.getClass().getName()
                        + ", and only the natural order, its reverse and String.CASE_INSENSITIVE_ORDER can be stored");
    }

    static Order named(String qualifier) {
        for (Order order : values()) {
            if (qualifier.equals(order.qualifier)) {
                return order;
            }
        }
        throw new Trouble(Fault.MALFORMED, "'" + qualifier + "' is no order");
    }
}
