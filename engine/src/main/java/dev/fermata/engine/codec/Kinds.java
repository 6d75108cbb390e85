package dev.fermata.engine.codec;

import java.util.AbstractMap.SimpleEntry;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/** Which class stands for another in a frame, and which class a declared type or plain JSON implies. */
final class Kinds {

    private Kinds() {}

    /** The class that values of {@code type} are stored as: {@code ZoneId} for the JDK's implementations of it, say. */
    static Class<?> canonical(Class<?> type) {
        Class<?> scalar = Scalars.publicClass(type);
        if (scalar != null) {
            return scalar;
        }
        if (Enum.class.isAssignableFrom(type)) {
            Class<?> parent = type.getSuperclass();
            return parent != null && parent.isEnum() ? parent : type;
        }
        if (Collection.class.isAssignableFrom(type)) {
            CollectionKind kind = CollectionKind.of(type);
            return kind == null ? type : kind.type();
        }
        if (Map.class.isAssignableFrom(type)) {
            MapKind kind = MapKind.of(type);
            return kind == null ? type : kind.type();
        }
        if (Map.Entry.class.isAssignableFrom(type) && TypeNames.isJdk(type)) {
            boolean immutable = type == SimpleImmutableEntry.class
                    || type.getName().equals("java.util.KeyValueHolder")
                    || type.getName().contains("Unmodifiable");
            return immutable ? SimpleImmutableEntry.class : SimpleEntry.class;
        }
        return type;
    }

    /** The class that needs no name in a place declared as {@code raw}; null if every class but the native ones does. */
    static @Nullable Class<?> implied(Class<?> raw) {
        if (Scalars.publicClass(raw) != null || raw.isEnum() || raw.isArray()) {
            return canonical(raw);
        }
        if (raw == Iterable.class || (Collection.class.isAssignableFrom(raw) && TypeNames.isJdk(raw))) {
            return CollectionKind.implied(raw);
        }
        if (Map.class.isAssignableFrom(raw) && TypeNames.isJdk(raw)) {
            return MapKind.implied(raw);
        }
        if (raw == Map.Entry.class) {
            return SimpleImmutableEntry.class;
        }
        return raw == Object.class || java.lang.reflect.Modifier.isAbstract(raw.getModifiers()) ? null : raw;
    }

    /** Whether plain JSON comes back as this class where the declaration implies none. */
    static boolean isNative(Class<?> type) {
        return type == String.class
                || type == Integer.class
                || type == Double.class
                || type == Boolean.class
                || type == ArrayList.class
                || type == LinkedHashMap.class;
    }

    static @Nullable Class<?> nativeClass(JsonToken token) {
        return switch (token) {
            case VALUE_STRING -> String.class;
            case VALUE_NUMBER_INT -> Integer.class;
            case VALUE_NUMBER_FLOAT -> Double.class;
            case VALUE_TRUE, VALUE_FALSE -> Boolean.class;
            case START_ARRAY -> ArrayList.class;
            case START_OBJECT -> LinkedHashMap.class;
            default -> null;
        };
    }
}
