package dev.fermata.engine.codec;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/** An array of objects. */
final class ArrayShape extends Shape {

    private final Class<?> component;
    private final Slot elements;

    ArrayShape(Class<?> component, Slot elements) {
        this.component = component;
        this.elements = elements;
    }

    @Override
    boolean identity() {
        return true;
    }

    @Override
    void survey(Object value, Survey survey) {
        Elements.survey(java.util.Arrays.asList((Object[]) value), elements, survey);
    }

    @Override
    void write(Object value, FrameWriter writer) {
        Elements.write(java.util.Arrays.asList((Object[]) value), elements, writer);
    }

    @Override
    Object read(FrameReader reader, int id) {
        if (reader.token() != JsonToken.START_ARRAY) {
            throw reader.misfit("an array");
        }
        if (id == 0) {
            List<@Nullable Object> values = new ArrayList<>();
            Elements.read(reader, elements, values);
            return values.toArray((Object[]) Array.newInstance(component, 0));
        }
        return readShared(reader, id);
    }

    /** An array that may hold itself must exist before its elements, and so its length must be known. */
    private Object readShared(FrameReader reader, int id) {
        Object[] array = (Object[]) Array.newInstance(component, reader.lengthOf(id));
        reader.begin(id, array);
        List<@Nullable Object> values = new ArrayList<>(array.length);
        Elements.read(reader, elements, values);
        return values.toArray(array);
    }
}
