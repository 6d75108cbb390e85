package dev.fermata.engine.codec;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** The bytes of one component, which can be read from the start or from the object with a given id. */
final class ComponentSource {

    private final JsonFactory factory;
    private final byte[] bytes;

    ComponentSource(JsonFactory factory, byte[] bytes) {
        this.factory = factory;
        this.bytes = bytes;
    }

    JsonParser parser() {
        return factory.createParser(ObjectReadContext.empty(), bytes);
    }

    /** A parser that stands at the start of the object written under {@code id}. */
    JsonParser find(int id) {
        long at = offset(id);
        JsonParser parser = factory.createParser(ObjectReadContext.empty(), bytes, (int) at, bytes.length - (int) at);
        parser.nextToken();
        return parser;
    }

    /** How many elements the array in the envelope with {@code id} has. */
    int lengthOf(int id) {
        try (JsonParser parser = find(id)) {
            while (parser.nextToken() != JsonToken.START_ARRAY) {
                if (parser.currentToken() == null) {
                    throw new Trouble(Fault.MALFORMED, "object " + id + " is no array");
                }
            }
            int length = 0;
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                parser.skipChildren();
                length++;
            }
            return length;
        }
    }

    private long offset(int id) {
        try (JsonParser parser = parser()) {
            long open = -1;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.START_OBJECT) {
                    open = parser.currentTokenLocation().getByteOffset();
                } else if (token == JsonToken.PROPERTY_NAME
                        && open >= 0
                        && parser.currentName().equals("@id")) {
                    if (parser.nextToken() == JsonToken.VALUE_NUMBER_INT && parser.getIntValue() == id) {
                        return open;
                    }
                } else {
                    open = -1;
                }
            }
        }
        throw new Trouble(Fault.MALFORMED, "object " + id + " is referred to but nowhere to be found");
    }
}
