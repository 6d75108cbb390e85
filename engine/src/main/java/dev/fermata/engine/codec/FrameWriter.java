package dev.fermata.engine.codec;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Writes one component: hands out ids in the order of first meeting, so that equal values give equal bytes. */
final class FrameWriter {

    private final JsonGenerator json;
    private final Survey survey;
    private int lastId;

    FrameWriter(JsonGenerator json, Survey survey) {
        this.json = json;
        this.survey = survey;
    }

    JsonGenerator json() {
        return json;
    }

    boolean shared(Object value) {
        return survey.shared(value);
    }

    @Nullable
    ViewKind viewed(Object value) {
        return survey.viewed(value);
    }

    View.Kept kept(Object value) {
        return survey.kept(value);
    }

    boolean skips(Object owner, String part) {
        return survey.skips(owner, part);
    }

    /** The id that {@code value} was written under; 0 if it has not been written yet. */
    int earlierId(Object value) {
        return survey.id(value);
    }

    int giveId(Object value) {
        survey.give(value, ++lastId);
        return lastId;
    }

    void reference(int id) {
        json.writeStartObject();
        json.writeName("@ref");
        json.writeNumber(id);
        json.writeEndObject();
    }

    void open(int id, @Nullable String type, boolean members) {
        json.writeStartObject();
        if (id != 0) {
            json.writeName("@id");
            json.writeNumber(id);
        }
        if (type != null) {
            json.writeName("@type");
            json.writeString(type);
        }
        if (!members) {
            json.writeName("@value");
        }
    }

    /** JSON escapes keep what UTF-8 cannot: a surrogate without its other half. */
    void text(String text) {
        if (isWellFormed(text)) {
            json.writeString(text);
            return;
        }
        StringBuilder escaped = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\' || Character.isSurrogate(c)) {
                escaped.append(String.format("\\u%04x", (int) c));
            } else {
                escaped.append(c);
            }
        }
        json.writeRawValue(escaped.append('"').toString());
    }

    private static boolean isWellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }
}
