package dev.fermata.engine.codec;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import org.jspecify.annotations.Nullable;

/**
 * Makes an object to be filled field by field: by its constructor without parameters if it has one, otherwise without
 * running any constructor of the application, as a stored object was constructed once already.
 */
final class Allocator {

    private final Constructor<?> constructor;

    private Allocator(Constructor<?> constructor) {
        this.constructor = constructor;
    }

    static Allocator of(Class<?> type) {
        Constructor<?> own = noArguments(type);
        return new Allocator(own != null ? own : unconstructed(type, Object.class));
    }

    static Allocator ofCollection(Class<?> type) {
        Constructor<?> own = noArguments(type);
        if (own == null) {
            throw Shapes.unstorable(type, "it has no constructor without parameters");
        }
        return new Allocator(own);
    }

    /** Runs only the given constructor of an ancestor. */
    static Allocator through(Class<?> type, Class<?> ancestor, Class<?>... parameters) {
        return new Allocator(unconstructed(type, ancestor, parameters));
    }

    Object allocate(@Nullable Object... arguments) {
        try {
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            throw new Trouble(
                    Fault.REBUILD_FAILED,
                    "the constructor of " + constructor.getDeclaringClass().getName() + " threw " + e.getCause(),
                    e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new Trouble(
                    Fault.REBUILD_FAILED,
                    "cannot make a " + constructor.getDeclaringClass().getName(),
                    e);
        }
    }

    private static @Nullable Constructor<?> noArguments(Class<?> type) {
        try {
            Constructor<?> own = type.getDeclaredConstructor();
            own.setAccessible(true);
            return own;
        } catch (NoSuchMethodException e) {
            return null;
        } catch (RuntimeException e) {
            throw Fields.closed(type, e);
        }
    }

    /** What object streams use; named by text because javac warns of any mention of the class. */
    private static Constructor<?> unconstructed(Class<?> type, Class<?> ancestor, Class<?>... parameters) {
        try {
            Class<?> factory = Class.forName("sun.reflect.ReflectionFactory");
            Object instance = factory.getMethod("getReflectionFactory").invoke(null);
            Object made = factory.getMethod("newConstructorForSerialization", Class.class, Constructor.class)
                    .invoke(instance, type, ancestor.getDeclaredConstructor(parameters));
            return (Constructor<?>) made;
        } catch (ReflectiveOperationException e) {
            throw new Trouble(
                    Fault.REBUILD_FAILED,
                    "this runtime cannot make a " + type.getName() + " that has no constructor without parameters",
                    e);
        }
    }
}
