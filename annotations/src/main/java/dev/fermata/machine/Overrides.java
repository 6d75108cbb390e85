package dev.fermata.machine;

import dev.fermata.FermataException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * For generated code: a helper's machine is that of the method the compiler saw. Where the object's class has another body
 * for it, that machine must not run.
 */
public final class Overrides {

    private static final ClassValue<Map<Method, Class<?>>> KNOWN = new ClassValue<>() {
        @Override
        protected Map<Method, Class<?>> computeValue(Class<?> type) {
            return new ConcurrentHashMap<>();
        }
    };

    private Overrides() {}

    /**
     * Makes sure that calling {@code helper} on {@code target} would run the body it declares.
     *
     * @param target the unproxied object
     * @throws FermataException {@code FERMATA-2012}
     */
    public static void refuse(Object target, Method helper) {
        Class<?> declaring = KNOWN.get(target.getClass()).computeIfAbsent(helper, key -> find(target.getClass(), key));
        if (declaring != helper.getDeclaringClass()) {
            throw new FermataException(
                    "FERMATA-2012",
                    declaring.getName() + " overrides the helper "
                            + helper.getDeclaringClass().getName() + "."
                            + helper.getName()
                            + ", and the task was compiled to call the latter. Give the field the type "
                            + declaring.getSimpleName() + ", or make the helper a step.");
        }
    }

    private static Class<?> find(Class<?> type, Method helper) {
        for (Class<?> at = type; at != null && at != helper.getDeclaringClass(); at = at.getSuperclass()) {
            for (Method method : at.getDeclaredMethods()) {
                if (overrides(method, helper) && !opensOnly(method, at)) {
                    return at;
                }
            }
        }
        return helper.getDeclaringClass().isInterface() ? nearest(type, helper) : helper.getDeclaringClass();
    }

    /** Of interfaces, the one whose default method would run. */
    private static Class<?> nearest(Class<?> type, Method helper) {
        try {
            return type.getMethod(helper.getName(), helper.getParameterTypes()).getDeclaringClass();
        } catch (NoSuchMethodException e) {
            return helper.getDeclaringClass();
        }
    }

    private static boolean overrides(Method method, Method helper) {
        int modifiers = method.getModifiers();
        return method.getName().equals(helper.getName())
                && Arrays.equals(method.getParameterTypes(), helper.getParameterTypes())
                && !Modifier.isStatic(modifiers)
                && !Modifier.isPrivate(modifiers);
    }

    /** Whether the method only makes one of a superclass that is not public callable: javac's bridge, not an override. */
    private static boolean opensOnly(Method method, Class<?> type) {
        return method.isBridge()
                && Arrays.stream(type.getDeclaredMethods())
                        .noneMatch(other -> !other.isBridge()
                                && other.getName().equals(method.getName())
                                && other.getParameterCount() == method.getParameterCount());
    }
}
