package dev.fermata.engine.codec;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;

/** A record: its components, put back through the canonical constructor. */
final class RecordShape extends Shape {

    private final Fields fields;
    private final Constructor<?> constructor;

    RecordShape(Class<?> type, Shapes shapes, JavaType resolved) {
        this.fields = new Fields(type, shapes, resolved);
        Class<?>[] parameters = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
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
        @Nullable Object[] arguments = new @Nullable Object[fields.size()];
        for (int i = 0; i < arguments.length; i++) {
            if (fields.slot(i).primitive()) {
                arguments[i] = Defaults.of(constructor.getParameterTypes()[i]);
            }
        }
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

    /** What a field of a primitive type holds before anything is assigned to it. */
    private static final class Defaults {

        static Object of(Class<?> primitive) {
            return java.lang.reflect.Array.get(java.lang.reflect.Array.newInstance(primitive, 1), 0);
        }
    }
}
