package dev.fermata.engine.resume;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** A declared type as it is stored: binary names, arguments apart by semicolons. Equal types have equal texts. */
public final class TypeText {

    /** Which primitives a stored one can be read as without a change of its value. */
    private static final Map<String, String> WIDENED =
            Map.of("byte", "short int long", "short", "int long", "int", "long");

    private static final Map<String, String> PRIMITIVES = Map.of(
            "java.lang.Byte", "byte",
            "java.lang.Short", "short",
            "java.lang.Integer", "int",
            "java.lang.Long", "long",
            "java.lang.Float", "float",
            "java.lang.Double", "double",
            "java.lang.Boolean", "boolean",
            "java.lang.Character", "char");

    private TypeText() {}

    public static String of(Type type) {
        if (type instanceof Class<?> raw) {
            return raw.isArray() ? of(raw.getComponentType()) + "[]" : raw.getName();
        }
        if (type instanceof ParameterizedType generic) {
            // a member of a generic class has its owner's arguments and none of its own
            return generic.getActualTypeArguments().length == 0
                    ? of(generic.getRawType())
                    : of(generic.getRawType())
                            + Arrays.stream(generic.getActualTypeArguments())
                                    .map(TypeText::of)
                                    .collect(Collectors.joining(";", "<", ">"));
        }
        if (type instanceof GenericArrayType array) {
            return of(array.getGenericComponentType()) + "[]";
        }
        if (type instanceof WildcardType wildcard) {
            return wildcard.getLowerBounds().length > 0
                    ? "? super " + of(wildcard.getLowerBounds()[0])
                    : wildcard.getUpperBounds()[0] == Object.class
                            ? "?"
                            : "? extends " + of(wildcard.getUpperBounds()[0]);
        }
        return type.getTypeName();
    }

    /**
     * Whether every value stored under one type is the same value when it is read under another, or is refused: whole
     * numbers widen, and a primitive and its box have one stored form.
     *
     * @param stored empty where it is not known
     */
    static boolean reads(String stored, String declared) {
        if (stored.isEmpty() || stored.equals(declared)) {
            return true;
        }
        String from = PRIMITIVES.getOrDefault(stored, stored);
        String to = PRIMITIVES.getOrDefault(declared, declared);
        return from.equals(to)
                || Arrays.asList(WIDENED.getOrDefault(from, "").split(" ")).contains(to);
    }
}
