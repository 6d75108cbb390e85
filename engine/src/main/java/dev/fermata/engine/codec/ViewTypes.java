package dev.fermata.engine.codec;

import java.util.Map;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.type.TypeFactory;

/** What the declaration of a view says about the object it shows. */
final class ViewTypes {

    private ViewTypes() {}

    static JavaType backing(JavaType declared, ViewKind kind, TypeFactory types) {
        JavaType anything = types.constructType(Object.class);
        JavaType element = parameter(declared, Iterable.class, 0, types);
        return switch (kind) {
            case KEYS -> types.constructParametricType(Map.class, element, anything);
            case VALUES -> types.constructParametricType(Map.class, anything, element);
            case ENTRIES ->
                types.constructParametricType(
                        Map.class,
                        parameter(element, Map.Entry.class, 0, types),
                        parameter(element, Map.Entry.class, 1, types));
            case ENTRY, UNMODIFIABLE_ENTRY ->
                types.constructParametricType(
                        Map.class,
                        parameter(declared, Map.Entry.class, 0, types),
                        parameter(declared, Map.Entry.class, 1, types));
            case ARRAY -> types.constructType(Object[].class);
            default ->
                Map.class.isAssignableFrom(kind.backing())
                        ? types.constructParametricType(
                                kind.backing(),
                                parameter(declared, Map.class, 0, types),
                                parameter(declared, Map.class, 1, types))
                        : types.constructParametricType(kind.backing(), element);
        };
    }

    private static JavaType parameter(JavaType declared, Class<?> generic, int index, TypeFactory types) {
        JavaType[] parameters =
                generic.isAssignableFrom(declared.getRawClass()) ? types.findTypeParameters(declared, generic) : null;
        return parameters == null || parameters.length <= index ? types.constructType(Object.class) : parameters[index];
    }
}
