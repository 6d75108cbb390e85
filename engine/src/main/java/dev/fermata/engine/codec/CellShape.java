package dev.fermata.engine.codec;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import tools.jackson.core.JsonToken;

/** An {@code Optional} or an {@code AtomicReference}: an array of no or one element. */
final class CellShape extends Shape {

    private final boolean optional;
    private final Slot content;

    CellShape(boolean optional, Slot content) {
        this.optional = optional;
        this.content = content;
    }

    @Override
    boolean identity() {
        return !optional;
    }

    private static @org.jspecify.annotations.Nullable Object content(Object value) {
        return value instanceof Optional<?> some ? some.orElse(null) : ((AtomicReference<?>) value).get();
    }

    @Override
    void survey(Object value, Survey survey) {
        content.survey(content(value), survey);
    }

    @Override
    void write(Object value, FrameWriter writer) {
        Object held = content(value);
        writer.json().writeStartArray();
        if (held != null) {
            content.write(held, writer);
        }
        writer.json().writeEndArray();
    }

    @Override
    Object read(FrameReader reader, int id) {
        AtomicReference<@org.jspecify.annotations.Nullable Object> cell = new AtomicReference<>();
        if (!optional) {
            reader.begin(id, cell);
        }
        if (reader.token() != JsonToken.START_ARRAY) {
            throw reader.misfit("an array of no or one element");
        }
        if (reader.json().nextToken() != JsonToken.END_ARRAY) {
            cell.set(content.read(reader));
            if (reader.json().nextToken() != JsonToken.END_ARRAY) {
                throw reader.misfit("the end of an array of one element");
            }
        }
        return optional ? Optional.ofNullable(cell.get()) : cell;
    }
}
