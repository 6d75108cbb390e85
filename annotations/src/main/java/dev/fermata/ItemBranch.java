package dev.fermata;

import org.jspecify.annotations.Nullable;

/** The {@link Branch} of one item; see {@link Durable#map(java.util.Collection, ItemBranch)}. */
@FunctionalInterface
public interface ItemBranch<E extends @Nullable Object, T extends @Nullable Object, X extends Exception> {

    T run(E item) throws X;
}
