package dev.fermata;

import org.jspecify.annotations.Nullable;

/** One of several parts of a task that run side by side; see {@link Durable#all(Branch[])}. */
@FunctionalInterface
public interface Branch<T extends @Nullable Object, X extends Exception> {

    T run() throws X;
}
