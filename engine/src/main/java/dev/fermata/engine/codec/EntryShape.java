package dev.fermata.engine.codec;

import java.util.AbstractMap.SimpleEntry;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.Map;
import tools.jackson.core.JsonToken;

/** An entry of a map, apart from the map: an array of key and value. Only a {@code SimpleEntry} can be changed. */
final class EntryShape extends Shape {

    private final boolean mutable;
    private final Slot key;
    private final Slot value;

    EntryShape(boolean mutable, Slot key, Slot value) {
        this.mutable = mutable;
        this.key = key;
        this.value = value;
    }

    @Override
    boolean identity() {
        return mutable;
    }

    @Override
    void survey(Object entry, Survey survey) {
        key.survey(((Map.Entry<?, ?>) entry).getKey(), survey);
        value.survey(((Map.Entry<?, ?>) entry).getValue(), survey);
    }

    @Override
    void write(Object entry, FrameWriter writer) {
        writer.json().writeStartArray();
        key.write(((Map.Entry<?, ?>) entry).getKey(), writer);
        value.write(((Map.Entry<?, ?>) entry).getValue(), writer);
        writer.json().writeEndArray();
    }

    @Override
    Object read(FrameReader reader, int id) {
        if (reader.token() != JsonToken.START_ARRAY) {
            throw reader.misfit("an array of key and value");
        }
        reader.json().nextToken();
        Object first = key.read(reader);
        reader.json().nextToken();
        Object second = value.read(reader);
        if (reader.json().nextToken() != JsonToken.END_ARRAY) {
            throw reader.misfit("the end of an array of key and value");
        }
        return mutable ? new SimpleEntry<>(first, second) : new SimpleImmutableEntry<>(first, second);
    }
}
