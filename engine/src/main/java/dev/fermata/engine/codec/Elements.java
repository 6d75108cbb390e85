package dev.fermata.engine.codec;

import java.util.Collection;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/** The elements of an array or a collection, one after the other. */
final class Elements {

    private Elements() {}

    static void survey(Collection<?> values, Slot slot, Survey survey) {
        int index = 0;
        for (Object value : values) {
            try {
                slot.survey(value, survey);
            } catch (Trouble e) {
                throw e.at("[" + index + "]");
            }
            index++;
        }
    }

    static void write(Collection<?> values, Slot slot, FrameWriter writer) {
        writer.json().writeStartArray();
        for (Object value : values) {
            slot.write(value, writer);
        }
        writer.json().writeEndArray();
    }

    static void read(FrameReader reader, Slot slot, Collection<@Nullable Object> into) {
        if (reader.token() != JsonToken.START_ARRAY) {
            throw reader.misfit("an array");
        }
        int index = 0;
        while (reader.json().nextToken() != JsonToken.END_ARRAY) {
            try {
                into.add(slot.read(reader));
            } catch (Trouble e) {
                throw e.at("[" + index + "]");
            }
            index++;
        }
    }
}
