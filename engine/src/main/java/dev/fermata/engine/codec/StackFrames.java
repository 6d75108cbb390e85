package dev.fermata.engine.codec;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** A stack trace as an array of {@code [class, method, file, line]}, bounded from the outside, without the frames of machines. */
final class StackFrames {

    /** Enough for the way from a step through its proxies to the failure. */
    static final int MOST = 100;

    private StackFrames() {}

    static void write(StackTraceElement[] raw, JsonGenerator json) {
        StackTraceElement[] frames = UserTrace.of(raw);
        json.writeStartArray();
        for (int i = 0; i < Math.min(frames.length, MOST); i++) {
            StackTraceElement frame = frames[i];
            json.writeStartArray();
            json.writeString(frame.getClassName());
            json.writeString(frame.getMethodName());
            json.writeString(frame.getFileName());
            json.writeNumber(frame.getLineNumber());
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    static StackTraceElement[] read(JsonParser json) {
        List<StackTraceElement> frames = new ArrayList<>();
        while (json.nextToken() == JsonToken.START_ARRAY) {
            json.nextToken();
            String type = json.getString();
            json.nextToken();
            String method = json.getString();
            String file = json.nextToken() == JsonToken.VALUE_NULL ? null : json.getString();
            json.nextToken();
            frames.add(new StackTraceElement(type, method, file, json.getIntValue()));
            json.nextToken();
        }
        return frames.toArray(new StackTraceElement[0]);
    }
}
