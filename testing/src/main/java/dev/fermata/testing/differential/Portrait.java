package dev.fermata.testing.differential;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A text that two graphs of objects share exactly when they have equal values and share objects in the same places. Only
 * mutable objects have an identity worth keeping: the second time one is met, its number stands for it.
 */
final class Portrait {

    private final StringBuilder text = new StringBuilder();
    private final IdentityHashMap<Object, Integer> numbers = new IdentityHashMap<>();

    private Portrait() {}

    static String of(@Nullable Object value) {
        Portrait portrait = new Portrait();
        portrait.draw(value);
        return portrait.text.toString();
    }

    /** One portrait of several values: what they share between them shows. */
    static String of(List<String> names, @Nullable Object[] values) {
        Portrait portrait = new Portrait();
        for (int i = 0; i < values.length; i++) {
            portrait.text.append(i == 0 ? "" : "; ").append(names.get(i)).append('=');
            portrait.draw(values[i]);
        }
        return portrait.text.toString();
    }

    private void draw(@Nullable Object value) {
        if (value == null || isPlain(value)) {
            text.append(plain(value));
            return;
        }
        Integer number = numbers.get(value);
        if (number != null) {
            text.append('#').append(number);
            return;
        }
        if (hasIdentity(value)) {
            numbers.put(value, numbers.size() + 1);
            text.append('#').append(numbers.size()).append(':');
        }
        if (value.getClass().isArray()) {
            text.append(value.getClass().getComponentType().getSimpleName());
            drawAll(arrayElements(value), "[", "]");
        } else if (value instanceof Map<?, ?> map) {
            drawMap(map);
        } else if (value instanceof Collection<?> elements) {
            drawAll(elements, elements instanceof Set ? "{" : "[", elements instanceof Set ? "}" : "]");
        } else if (value instanceof Map.Entry<?, ?> entry) {
            drawEntry(entry);
        } else if (value instanceof Optional<?> optional) {
            text.append("Optional ");
            draw(optional.orElse(null));
        } else if (value instanceof Throwable failure) {
            drawThrowable(failure);
        } else if (value.getClass().getName().startsWith("java.")) {
            text.append(value.getClass().getSimpleName()).append(' ').append(value);
        } else {
            drawFields(value);
        }
    }

    private static String plain(@Nullable Object value) {
        if (value instanceof String string) {
            return '"' + string + '"';
        }
        return value instanceof Enum<?> constant ? constant.name() : String.valueOf(value) + suffix(value);
    }

    /** An int and a long of the same digits are different values. */
    private static String suffix(@Nullable Object value) {
        return value instanceof Number && !(value instanceof Integer)
                ? value.getClass().getSimpleName()
                : "";
    }

    private static boolean isPlain(Object value) {
        if (value instanceof Enum) {
            return true;
        }
        return value.getClass().getName().matches("java\\.(lang|math|time|util)\\.[A-Z]\\w*")
                && !(value instanceof Appendable
                        || value instanceof Iterable
                        || value instanceof Map
                        || value instanceof Optional
                        || value instanceof Throwable
                        || value.getClass() == Object.class);
    }

    private static boolean hasIdentity(Object value) {
        String name = value.getClass().getName();
        return !value.getClass().isRecord()
                && !name.startsWith("java.util.ImmutableCollections")
                && !name.startsWith("java.util.Collections$")
                && !name.startsWith("java.util.AbstractMap$")
                && !(value instanceof Map.Entry)
                && !(value instanceof Optional);
    }

    private void drawAll(Collection<?> elements, String open, String close) {
        text.append(open);
        int i = 0;
        for (Object element : elements) {
            text.append(i++ == 0 ? "" : ", ");
            draw(element);
        }
        text.append(close);
    }

    private static List<@Nullable Object> arrayElements(Object array) {
        List<@Nullable Object> elements = new ArrayList<>();
        for (int i = 0; i < Array.getLength(array); i++) {
            elements.add(Array.get(array, i));
        }
        return elements;
    }

    private void drawMap(Map<?, ?> map) {
        text.append('{');
        int i = 0;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            text.append(i++ == 0 ? "" : ", ");
            drawEntry(entry);
        }
        text.append('}');
    }

    private void drawEntry(Map.Entry<?, ?> entry) {
        draw(entry.getKey());
        text.append("->");
        draw(entry.getValue());
    }

    private void drawThrowable(Throwable failure) {
        text.append(failure.getClass().getName()).append('(');
        draw(message(failure));
        if (failure.getCause() != null) {
            text.append(", cause ");
            draw(failure.getCause());
        }
        if (failure.getSuppressed().length > 0) {
            text.append(", suppressed ");
            drawAll(List.of(failure.getSuppressed()), "[", "]");
        }
        drawFieldsOf(failure, failure.getClass());
        text.append(')');
    }

    /**
     * What the JVM says of a null pointer tells how the code is compiled: a local or a field, with or without its name. A
     * wrapper without a message of its own repeats it.
     */
    private static @Nullable String message(Throwable failure) {
        String message = failure.getMessage();
        Throwable cause = failure.getCause();
        if (cause != null && cause.toString().equals(message)) {
            return "its cause";
        }
        return failure instanceof NullPointerException && message != null && message.startsWith("Cannot ")
                ? "by the JVM"
                : message;
    }

    private void drawFields(Object value) {
        text.append(value.getClass().getSimpleName()).append('(');
        drawFieldsOf(value, value.getClass());
        text.append(')');
    }

    private void drawFieldsOf(Object value, Class<?> type) {
        if (type.getName().startsWith("java.")) {
            return;
        }
        Class<?> parent = type.getSuperclass();
        if (parent != null) {
            drawFieldsOf(value, parent);
        }
        for (Field field : type.getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
                text.append(' ').append(field.getName()).append('=');
                draw(read(field, value));
            }
        }
    }

    private static @Nullable Object read(Field field, Object value) {
        try {
            field.setAccessible(true);
            return field.get(value);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
