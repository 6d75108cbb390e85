package dev.fermata.engine.codec;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonToken;

/** An array of a primitive type: bytes as Base64, chars as a string, anything else as a JSON array. */
final class PrimitiveArrayShape extends Shape {

    private final Class<?> component;

    PrimitiveArrayShape(Class<?> component) {
        this.component = component;
    }

    @Override
    boolean identity() {
        return true;
    }

    @Override
    void survey(Object value, Survey survey) {}

    @Override
    void write(Object value, FrameWriter writer) {
        if (value instanceof byte[] bytes) {
            writer.json().writeBinary(bytes);
        } else if (value instanceof char[] chars) {
            writer.text(new String(chars));
        } else if (value instanceof int[] ints) {
            writer.json().writeArray(ints, 0, ints.length);
        } else if (value instanceof long[] longs) {
            writer.json().writeArray(longs, 0, longs.length);
        } else if (value instanceof double[] doubles) {
            writer.json().writeArray(doubles, 0, doubles.length);
        } else {
            Shape element = element();
            writer.json().writeStartArray();
            for (int i = 0; i < Array.getLength(value); i++) {
                element.write(Array.get(value, i), writer);
            }
            writer.json().writeEndArray();
        }
    }

    private Scalar element() {
        return java.util.Objects.requireNonNull(Scalars.of(Scalars.boxed(component)));
    }

    @Override
    Object read(FrameReader reader, int id) {
        boolean text = component == byte.class || component == char.class;
        if (reader.token() != (text ? JsonToken.VALUE_STRING : JsonToken.START_ARRAY)) {
            throw reader.misfit(component + "[]");
        }
        if (component == byte.class) {
            return reader.json().getBinaryValue();
        }
        if (component == char.class) {
            return reader.json().getString().toCharArray();
        }
        Scalar element = element();
        List<Object> values = new ArrayList<>();
        while (reader.json().nextToken() != JsonToken.END_ARRAY) {
            values.add(element.read(reader, 0));
        }
        Object array = Array.newInstance(component, values.size());
        for (int i = 0; i < values.size(); i++) {
            Array.set(array, i, values.get(i));
        }
        return array;
    }
}
