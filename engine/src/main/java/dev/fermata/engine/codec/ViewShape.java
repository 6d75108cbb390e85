package dev.fermata.engine.codec;

import java.util.Collections;
import java.util.Map;
import tools.jackson.core.JsonToken;

/** A view: the object it shows, and for an entry of a map its place in the map's order. */
final class ViewShape extends Shape {

    private final ViewKind kind;
    private final Slot backing;

    /** @param backing a place for what the view shows, as the view's own place declares it */
    ViewShape(ViewKind kind, Slot backing) {
        this.kind = kind;
        this.backing = backing;
    }

    @Override
    boolean identity() {
        return true;
    }

    @Override
    void survey(Object view, Survey survey) {
        Object shown = survey.kept(view).backing();
        if (kind.isEntry() && survey.isOpen(shown)) {
            throw new Trouble(Fault.VIEW, "an entry of a map that holds the entry cannot be stored");
        }
        backing.survey(shown, survey);
    }

    @Override
    void write(Object view, FrameWriter writer) {
        View.Kept kept = writer.kept(view);
        if (!kind.isEntry()) {
            backing.write(kept.backing(), writer);
            return;
        }
        writer.json().writeStartArray();
        backing.write(kept.backing(), writer);
        writer.json().writeNumber(kept.index());
        writer.json().writeEndArray();
    }

    @Override
    Object read(FrameReader reader, int id) {
        if (!kind.isEntry()) {
            return kind.of(shown(reader));
        }
        if (reader.token() != JsonToken.START_ARRAY) {
            throw reader.misfit("a map and the place of an entry");
        }
        reader.json().nextToken();
        Map<?, ?> map = (Map<?, ?>) shown(reader);
        int index = reader.readInt();
        if (reader.json().nextToken() != JsonToken.END_ARRAY) {
            throw reader.misfit("the end of a map and the place of an entry");
        }
        return kind == ViewKind.ENTRY
                ? reader.entry(map, index)
                : reader.entry(Collections.unmodifiableMap(map), index);
    }

    private Object shown(FrameReader reader) {
        Object shown = backing.read(reader);
        if (shown == null) {
            throw new Trouble(Fault.MALFORMED, "a view shows nothing");
        }
        return shown;
    }
}
