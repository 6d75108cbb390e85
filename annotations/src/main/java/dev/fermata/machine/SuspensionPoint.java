package dev.fermata.machine;

import java.lang.reflect.Method;

/**
 * A place in a task where its run may be suspended.
 *
 * @param label stable name: enclosing block path, step name and ordinal, such as {@code for/reserve#1}
 * @param line line of the call in the user's file
 * @param method the method called there: a step, or a {@link dev.fermata.Durable} primitive
 */
public record SuspensionPoint(String label, int line, Method method) {

    /** For generated code: finds the method by name and parameter types. */
    public static SuspensionPoint of(
            String label, int line, Class<?> declaring, String method, Class<?>... parameters) {
        return new SuspensionPoint(label, line, TaskDescriptor.method(declaring, method, parameters));
    }
}
