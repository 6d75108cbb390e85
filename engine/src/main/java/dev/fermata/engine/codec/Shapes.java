package dev.fermata.engine.codec;

import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.util.AbstractMap.SimpleEntry;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.type.ResolvedRecursiveType;
import tools.jackson.databind.type.TypeFactory;

/** Finds the shape of a class in a place, with type variables replaced by what the place declares. */
final class Shapes {

    private final TypeFactory types = TypeFactory.createDefaultInstance();

    private record ViewPlace(JavaType declared, ViewKind kind) {}

    private final Map<ViewPlace, Shape> views = new ConcurrentHashMap<>();
    private final Map<JavaType, Slot> slots = new ConcurrentHashMap<>();

    Slot slot(Type type) {
        return slot(types.constructType(type));
    }

    Slot member(Type type, JavaType owner) {
        return slot(types.resolveMemberType(type, owner.getBindings()));
    }

    /** Adds the packages of the classes that a declaration mentions. */
    void packages(Type type, Collection<String> into) {
        packages(types.constructType(type), into);
    }

    private void packages(JavaType type, Collection<String> into) {
        Class<?> raw = TypeNames.element(type.getRawClass());
        if (!raw.isPrimitive() && !TypeNames.isJdk(raw)) {
            into.add(raw.getPackageName());
        }
        type.getBindings().getTypeParameters().forEach(parameter -> packages(parameter, into));
        if (type.getContentType() != null && type.isArrayType()) {
            packages(type.getContentType(), into);
        }
    }

    private Slot slot(JavaType type) {
        JavaType resolved = type instanceof ResolvedRecursiveType recursive ? recursive.getSelfReferencedType() : type;
        return slots.computeIfAbsent(resolved, key -> new Slot(key, this));
    }

    /** @param type as given by {@link Kinds#canonical} */
    Shape shape(JavaType declared, Class<?> type) {
        Scalar scalar = Scalars.of(type);
        if (scalar != null) {
            return scalar;
        }
        if (type.isEnum()) {
            return new EnumShape(type);
        }
        if (type.isArray()) {
            return arrayShape(declared, type);
        }
        if (Collection.class.isAssignableFrom(type)) {
            CollectionKind kind = CollectionKind.of(type);
            Slot elements = parameter(declared, type, Iterable.class, 0);
            return kind == null
                    ? CustomCollectionShape.of(type, elements)
                    : new CollectionShape(kind, Order.NATURAL, elements);
        }
        if (Map.class.isAssignableFrom(type)) {
            MapKind kind = MapKind.of(type);
            if (kind == null) {
                throw unstorable(type, "only the usual maps of the JDK can");
            }
            return new MapShape(
                    kind,
                    Order.NATURAL,
                    parameter(declared, type, Map.class, 0),
                    parameter(declared, type, Map.class, 1));
        }
        if (type == Optional.class || type == AtomicReference.class) {
            return new CellShape(type == Optional.class, parameter(declared, type, type, 0));
        }
        if (type == SimpleEntry.class || type == SimpleImmutableEntry.class) {
            return new EntryShape(
                    type == SimpleEntry.class,
                    parameter(declared, type, Map.Entry.class, 0),
                    parameter(declared, type, Map.Entry.class, 1));
        }
        if (Throwable.class.isAssignableFrom(type)) {
            return new ThrowableShape(type, this, specialize(declared, type));
        }
        return objectShape(declared, type);
    }

    private Shape arrayShape(JavaType declared, Class<?> type) {
        Class<?> component = type.getComponentType();
        if (component.isPrimitive()) {
            return new PrimitiveArrayShape(component);
        }
        return new ArrayShape(
                component, declared.getRawClass() == type ? slot(declared.getContentType()) : slot((Type) component));
    }

    private Shape objectShape(JavaType declared, Class<?> type) {
        if (TypeNames.isJdk(type)) {
            throw unstorable(type, "it is a class of the JDK that has no stored form");
        }
        if (type.isInterface() || Modifier.isAbstract(type.getModifiers())) {
            throw unstorable(type, "it is abstract");
        }
        if (Proxy.isProxyClass(type) || type.isHidden() || type.isSynthetic()) {
            throw unstorable(type, "it is a lambda or a proxy, which is code");
        }
        if (type.isAnonymousClass()) {
            throw unstorable(type, "it is an anonymous class");
        }
        JavaType specialized = specialize(declared, type);
        return type.isRecord() ? new RecordShape(type, this, specialized) : new ObjectShape(type, this, specialized);
    }

    /** The shape of a view in a place: what it shows is declared by what the place says about its elements. */
    Shape view(JavaType declared, ViewKind kind) {
        return views.computeIfAbsent(
                new ViewPlace(declared, kind),
                place -> new ViewShape(kind, slot(ViewTypes.backing(declared, kind, types))));
    }

    private Slot parameter(JavaType declared, Class<?> type, Class<?> generic, int index) {
        JavaType known = generic.isAssignableFrom(declared.getRawClass()) ? declared : specialize(declared, type);
        JavaType[] parameters = types.findTypeParameters(known, generic);
        return parameters == null || parameters.length <= index ? slot((Type) Object.class) : slot(parameters[index]);
    }

    private JavaType specialize(JavaType declared, Class<?> type) {
        if (declared.getRawClass() == type || !declared.getRawClass().isAssignableFrom(type)) {
            return declared.getRawClass() == type ? declared : types.constructType(type);
        }
        try {
            return types.constructSpecializedType(declared, type);
        } catch (IllegalArgumentException e) {
            return types.constructType(type);
        }
    }

    static Trouble unstorable(Class<?> type, String why) {
        return new Trouble(Fault.UNSTORABLE, "a " + type.getName() + " cannot be stored; " + why);
    }
}
