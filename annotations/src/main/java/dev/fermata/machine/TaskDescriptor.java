package dev.fermata.machine;

import java.lang.reflect.Method;
import java.util.Arrays;

/**
 * What the processor found out about one task method. Generated as constants; found by the engine through {@link
 * TaskCatalog}.
 *
 * @param method the annotated method; its annotations are read at start-up, so configuration stays out of generated code
 * @param machine its machine
 * @param factory makes a machine for one run
 */
public record TaskDescriptor(Method method, MachineDescriptor machine, MachineFactory factory) {

    /** For generated code: finds a method by name and parameter types, in a class or what it extends. */
    public static Method method(Class<?> type, String method, Class<?>... parameters) {
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            for (Method declared : at.getDeclaredMethods()) {
                if (declared.getName().equals(method)
                        && !declared.isBridge()
                        && Arrays.equals(declared.getParameterTypes(), parameters)) {
                    return declared;
                }
            }
        }
        throw new IncompatibleClassChangeError(
                "The machine was generated against another " + type.getName() + ": method " + method
                        + Arrays.toString(parameters) + " is gone. Rebuild the module that holds the task.");
    }

    /** Makes a machine for one run. */
    @FunctionalInterface
    public interface MachineFactory {

        /**
         * @param target the unproxied object, for fields and helper methods
         * @param bean what the container injects, possibly a proxy, for step calls
         */
        TaskMachine create(Object target, Object bean);
    }
}
