package dev.fermata.engine.registry;

import dev.fermata.Step;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Finds {@link Step} on a method or on the one it overrides, as the compiler does. */
final class StepNames {

    private StepNames() {}

    static @Nullable Step annotation(Method method) {
        Deque<Class<?>> types = new ArrayDeque<>();
        types.add(method.getDeclaringClass());
        while (!types.isEmpty()) {
            Class<?> type = types.remove();
            Step step = declared(type, method);
            if (step != null) {
                return step;
            }
            if (type.getSuperclass() != null) {
                types.add(type.getSuperclass());
            }
            types.addAll(java.util.List.of(type.getInterfaces()));
        }
        return null;
    }

    static String of(Method method) {
        Step step = annotation(method);
        return step == null || step.name().isEmpty() ? method.getName() : step.name();
    }

    private static @Nullable Step declared(Class<?> type, Method method) {
        try {
            return type.getDeclaredMethod(method.getName(), method.getParameterTypes())
                    .getAnnotation(Step.class);
        } catch (NoSuchMethodException e) {
            return null;
        }
    }
}
