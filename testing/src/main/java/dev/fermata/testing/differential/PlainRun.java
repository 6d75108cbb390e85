package dev.fermata.testing.differential;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** One execution of a task method as the plain Java it is. */
final class PlainRun {

    private PlainRun() {}

    static Outcome of(Object target, Method method, @Nullable Object[] arguments, Trace trace) {
        try {
            method.setAccessible(true);
            Object result = trace.record(() -> method.invoke(target, arguments));
            return new Outcome(trace.events(), "returns " + Portrait.of(result));
        } catch (InvocationTargetException e) {
            return new Outcome(trace.events(), "throws " + Portrait.of(e.getCause()));
        } catch (Exception e) {
            throw new IllegalStateException(method + " cannot be called", e);
        }
    }
}
