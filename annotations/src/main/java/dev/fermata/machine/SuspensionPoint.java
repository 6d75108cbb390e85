package dev.fermata.machine;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A place in a task where its run may be suspended.
 *
 * @param label stable name: enclosing block path, step name and ordinal, such as {@code for/reserve#1}
 * @param line line of the call in the user's file
 * @param method the method called there: a step, or a {@link dev.fermata.Durable} primitive
 */
public record SuspensionPoint(String label, int line, Method method) {

    private static final Map<String, Class<?>> PRIMITIVES = Stream.of(
                    boolean.class,
                    byte.class,
                    short.class,
                    char.class,
                    int.class,
                    long.class,
                    float.class,
                    double.class)
            .collect(Collectors.toMap(Class::getName, type -> type));

    /** For generated code: finds the method by name and parameter types. */
    public static SuspensionPoint of(
            String label, int line, Class<?> declaring, String method, Class<?>... parameters) {
        return new SuspensionPoint(label, line, TaskDescriptor.method(declaring, method, parameters));
    }

    /**
     * For generated code: the suspension points of a machine.
     *
     * @param machine its class loader finds the types
     * @param points one a line: the line, the class, the name and the parameter types of the method with commas between,
     *     and the label
     */
    static List<SuspensionPoint> list(Class<?> machine, String points) {
        return points.lines()
                .map(line -> {
                    String[] words = line.split(" ", 5);
                    Class<?>[] parameters = words[3].isEmpty()
                            ? new Class<?>[0]
                            : Arrays.stream(words[3].split(","))
                                    .map(name -> type(name, machine))
                                    .toArray(Class<?>[]::new);
                    return of(words[4], Integer.parseInt(words[0]), type(words[1], machine), words[2], parameters);
                })
                .toList();
    }

    private static Class<?> type(String name, Class<?> machine) {
        if (name.endsWith("[]")) {
            return type(name.substring(0, name.length() - 2), machine).arrayType();
        }
        Class<?> primitive = PRIMITIVES.get(name);
        try {
            return primitive == null ? Class.forName(name, false, machine.getClassLoader()) : primitive;
        } catch (ClassNotFoundException e) {
            NoClassDefFoundError gone = new NoClassDefFoundError("The machine " + machine.getName()
                    + " was generated when there was a class " + name + ". Rebuild the module that holds the task.");
            gone.initCause(e);
            throw gone;
        }
    }
}
