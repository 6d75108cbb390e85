package dev.fermata.engine.codec;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.fermata.machine.MapEntries;
import java.util.AbstractMap.SimpleEntry;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What stands in {@code @type}: a short fixed name for a JDK class, a logical name for a subtype of a sealed type, the
 * binary name for any other class. Of the JDK, a frame can name only what is listed here, enums, arrays and exceptions.
 */
final class TypeNames {

    private static final Map<String, Class<?>> FIXED = new HashMap<>();
    private static final Map<Class<?>, String> NAMES = new HashMap<>();

    static {
        for (Scalar scalar : Scalars.all()) {
            fix(scalar.name(), scalar.type());
        }
        for (CollectionKind kind : CollectionKind.values()) {
            fix(kind.kindName(), kind.type());
        }
        for (MapKind kind : MapKind.values()) {
            fix(kind.kindName(), kind.type());
        }
        fix("Optional", Optional.class);
        fix("AtomicReference", AtomicReference.class);
        fix("Map.entry", SimpleImmutableEntry.class);
        fix("SimpleEntry", SimpleEntry.class);
        fix("MapEntry", MapEntries.Entry.class);
        for (Class<?> primitive : new Class<?>[] {
            boolean.class, byte.class, char.class, short.class, int.class, long.class, float.class, double.class
        }) {
            fix(primitive.getName(), primitive);
        }
    }

    private TypeNames() {}

    private static void fix(String name, Class<?> type) {
        if (FIXED.put(name, type) != null || NAMES.put(type, name) != null) {
            throw new IllegalStateException(name + " is named twice");
        }
    }

    static boolean isJdk(Class<?> type) {
        String name = type.getName();
        return name.startsWith("java.")
                || name.startsWith("javax.")
                || name.startsWith("jdk.")
                || name.startsWith("sun.")
                || name.startsWith("com.sun.");
    }

    /** The element type of an array of any depth; otherwise the type itself. */
    static Class<?> element(Class<?> type) {
        Class<?> component = type.getComponentType();
        return component == null ? type : element(component);
    }

    /** Whether the class may stand anywhere: it holds no code of an application. */
    static boolean isFixed(Class<?> type) {
        Class<?> element = element(type);
        return NAMES.containsKey(element) || (isJdk(element) && (type.isArray() || type.isEnum()));
    }

    static boolean isPermitted(Class<?> type, Class<?> raw) {
        return raw.isSealed() && subtypes(raw).containsValue(type);
    }

    /** The outermost sealed type that {@code type} belongs to; null if there is none. */
    static @Nullable Class<?> sealedRoot(Class<?> type) {
        Class<?> parent = type.getSuperclass();
        if (parent != null && sealedRoot(parent) != null) {
            return sealedRoot(parent);
        }
        for (Class<?> implemented : type.getInterfaces()) {
            Class<?> root = implemented.isSealed() ? sealedRoot(implemented) : null;
            if (root != null) {
                return root;
            }
        }
        return type.isSealed() && !isJdk(type) ? type : null;
    }

    /** Every subtype below a sealed type. */
    static Collection<Class<?>> permitted(Class<?> sealed) {
        return subtypes(sealed).values();
    }

    static String name(Class<?> type, Class<?> raw) {
        Class<?> component = type.getComponentType();
        if (component != null) {
            Class<?> rawComponent = raw.getComponentType();
            return name(component, rawComponent == null ? Object.class : rawComponent) + "[]";
        }
        String fixed = NAMES.get(type);
        if (fixed != null) {
            return fixed;
        }
        if (raw.isSealed()) {
            for (Map.Entry<String, Class<?>> subtype : subtypes(raw).entrySet()) {
                if (subtype.getValue() == type) {
                    return subtype.getKey();
                }
            }
        }
        return type.getName();
    }

    static Class<?> find(String name, Class<?> raw, AllowList allowed) {
        if (name.endsWith("[]")) {
            Class<?> rawComponent = raw.getComponentType();
            return find(
                            name.substring(0, name.length() - 2),
                            rawComponent == null ? Object.class : rawComponent,
                            allowed)
                    .arrayType();
        }
        Class<?> fixed = FIXED.get(name);
        if (fixed != null) {
            return fixed;
        }
        Class<?> permitted = raw.isSealed() ? subtypes(raw).get(name) : null;
        if (permitted != null) {
            return permitted;
        }
        try {
            return allowed.find(name);
        } catch (ClassNotFoundException | LinkageError e) {
            if (raw.isAssignableFrom(RecordedFailure.class) && Throwable.class.isAssignableFrom(raw)) {
                return RecordedFailure.class;
            }
            throw new Trouble(Fault.CLASS_GONE, "there is no class for @type " + name, e);
        }
    }

    /** Every concrete or open subtype below a sealed type, by its logical name; the more general first. */
    private static Map<String, Class<?>> subtypes(Class<?> sealed) {
        Map<String, Class<?>> found = new LinkedHashMap<>();
        collect(sealed, sealed, found);
        return found;
    }

    private static void collect(Class<?> root, Class<?> type, Map<String, Class<?>> found) {
        Class<?>[] permitted = type.getPermittedSubclasses();
        if (permitted == null) {
            return;
        }
        for (Class<?> subtype : permitted) {
            String name = logicalName(root, subtype);
            Class<?> other = found.putIfAbsent(name, subtype);
            if (other != null && other != subtype) {
                found.put(subtype.getName(), subtype);
            }
            collect(root, subtype, found);
        }
    }

    private static String logicalName(Class<?> root, Class<?> subtype) {
        JsonTypeName own = subtype.getAnnotation(JsonTypeName.class);
        if (own != null && !own.value().isEmpty()) {
            return own.value();
        }
        String listed = listedName(root.getAnnotation(JsonSubTypes.class), subtype);
        return listed == null ? subtype.getSimpleName() : listed;
    }

    private static @Nullable String listedName(@Nullable JsonSubTypes list, Class<?> subtype) {
        if (list != null) {
            for (JsonSubTypes.Type type : list.value()) {
                if (type.value() == subtype && !type.name().isEmpty()) {
                    return type.name();
                }
            }
        }
        return null;
    }
}
