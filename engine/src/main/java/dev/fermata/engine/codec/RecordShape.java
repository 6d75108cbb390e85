package dev.fermata.engine.codec;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;

/** A record: its components, put back through the canonical constructor. */
final class RecordShape extends Shape {

    private final Fields fields;
    private final Constructor<?> constructor;
    private final @Nullable Object[] absent;

    RecordShape(Class<?> type, Shapes shapes, JavaType resolved) {
        this.fields = new Fields(type, shapes, resolved);
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] parameters = new Class<?>[components.length];
        this.absent = new @Nullable Object[components.length];
        for (int i = 0; i < components.length; i++) {
            if (!fields.name(i).equals(components[i].getName())) {
                throw new IllegalStateException("The fields of " + type + " are not in the order of its components");
            }
            parameters[i] = components[i].getType();
            absent[i] = absent(parameters[i]);
        }
        try {
            this.constructor = type.getDeclaredConstructor(parameters);
            this.constructor.setAccessible(true);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(type + " has no canonical constructor", e);
        } catch (RuntimeException e) {
            throw Fields.closed(type, e);
        }
    }

    @Override
    boolean members(Object value) {
        return true;
    }

    @Override
    void survey(Object value, Survey survey) {
        fields.survey(value, survey);
    }

    @Override
    void write(Object value, FrameWriter writer) {
        for (int i = 0; i < fields.size(); i++) {
            fields.write(i, value, writer);
        }
    }

    @Override
    Object read(FrameReader reader, int id) {
        @Nullable Object[] arguments = absent.clone();
        fields.read(reader, (index, value) -> arguments[index] = value);
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

    /** What a component holds that was added after the value was stored. */
    private static @Nullable Object absent(Class<?> type) {
        if (type.isPrimitive()) {
            return Array.get(Array.newInstance(type, 1), 0);
        }
        return type == Optional.class ? Optional.empty() : null;
    }
}
