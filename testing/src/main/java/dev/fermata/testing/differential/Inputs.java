package dev.fermata.testing.differential;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The argument lists a task is tried with: what a static method {@code <name>Inputs()} beside it answers ({@code
 * Object[][]}), else a few numbers for each {@code int} parameter.
 */
final class Inputs {

    private static final List<Integer> NUMBERS = List.of(0, 1, 2, 3, 6, -1);
    private static final List<Integer> FEWER_NUMBERS = List.of(0, 1, 3);

    private Inputs() {}

    static int count(Method task) {
        return of(task).size();
    }

    /** Made anew at each call: an execution may change its arguments. */
    static @Nullable Object[] get(Method task, int index) {
        return of(task).get(index);
    }

    private static List<@Nullable Object[]> of(Method task) {
        for (Method beside : task.getDeclaringClass().getDeclaredMethods()) {
            if (beside.getName().equals(task.getName() + "Inputs")) {
                return supplied(beside);
            }
        }
        for (Class<?> parameter : task.getParameterTypes()) {
            if (parameter != int.class) {
                throw new IllegalArgumentException(
                        task + " has a parameter that is no int: give it a method " + task.getName() + "Inputs()");
            }
        }
        return numbers(task.getParameterCount());
    }

    private static List<@Nullable Object[]> supplied(Method supplier) {
        try {
            supplier.setAccessible(true);
            Object supplied = supplier.invoke(null);
            if (supplied instanceof Object[][] inputs) {
                return Arrays.asList(inputs);
            }
            throw new IllegalArgumentException(supplier + " does not return Object[][]");
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(supplier + " cannot be called", e);
        }
    }

    private static List<@Nullable Object[]> numbers(int parameters) {
        List<@Nullable Object[]> all = new ArrayList<>();
        all.add(new Object[parameters]);
        for (int i = 0; i < parameters; i++) {
            List<@Nullable Object[]> longer = new ArrayList<>();
            for (@Nullable Object[] shorter : all) {
                for (Integer number : parameters > 1 ? FEWER_NUMBERS : NUMBERS) {
                    @Nullable Object[] copy = shorter.clone();
                    copy[i] = number;
                    longer.add(copy);
                }
            }
            all = longer;
        }
        return all;
    }
}
