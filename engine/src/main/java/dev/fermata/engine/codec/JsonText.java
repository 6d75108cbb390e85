package dev.fermata.engine.codec;

import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.util.ByteArrayBuilder;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;

/** Values of a declared type as JSON, with one reader and one writer kept for each type; and what Jackson's errors say. */
final class JsonText {

    /** A named value. */
    record Member(String name, Type type, @Nullable Object value) {}

    private final JsonMapper mapper;
    private final Map<Type, ObjectWriter> writers = new ConcurrentHashMap<>();
    private final Map<Type, ObjectReader> readers = new ConcurrentHashMap<>();

    JsonText(JsonMapper mapper) {
        this.mapper = mapper;
    }

    byte[] write(Type type, @Nullable Object value) {
        return value == null
                ? mapper.writeValueAsBytes(null)
                : writers.computeIfAbsent(type, this::writer).writeValueAsBytes(value);
    }

    private ObjectWriter writer(Type type) {
        return mapper.writerFor(mapper.constructType(type));
    }

    /** One JSON object with a member for each name. */
    byte[] writeMembers(List<Member> members) {
        ByteArrayBuilder bytes = new ByteArrayBuilder();
        try (JsonGenerator json = mapper.createGenerator(bytes)) {
            json.writeStartObject();
            for (Member member : members) {
                json.writeName(member.name());
                if (member.value() == null) {
                    json.writeNull();
                } else {
                    try {
                        writers.computeIfAbsent(member.type(), this::writer).writeValue(json, member.value());
                    } catch (JacksonException e) {
                        throw e.prependPath(members, member.name());
                    }
                }
            }
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    /** A parser at the first token; null stands for an empty text. */
    JsonParser parser(byte[] json) {
        JsonParser parser = mapper.createParser(json);
        parser.nextToken();
        return parser;
    }

    /** The value that {@code parser} stands at, which is left at its last token. */
    @Nullable
    Object read(Type type, JsonParser parser) {
        return reader(type).readValue(parser);
    }

    private ObjectReader reader(Type type) {
        return readers.computeIfAbsent(type, key -> mapper.readerFor(mapper.constructType(key)));
    }

    /** {@code name.lines[3].sku}. */
    static String path(String name, JacksonException e) {
        StringBuilder path = new StringBuilder(name);
        for (JacksonException.Reference step : e.getPath()) {
            if (step.getPropertyName() != null) {
                path.append(path.length() == 0 ? "" : ".").append(step.getPropertyName());
            } else {
                path.append('[').append(step.getIndex()).append(']');
            }
        }
        return path.toString();
    }

    static String position(JacksonException e) {
        TokenStreamLocation at = e.getLocation();
        return at == null ? "its start" : position(at);
    }

    static String position(JsonParser parser) {
        return position(parser.currentTokenLocation());
    }

    private static String position(TokenStreamLocation at) {
        return "line " + at.getLineNr() + ", column " + at.getColumnNr();
    }

    static String expected(JacksonException e, String otherwise) {
        return e instanceof MismatchedInputException misfit && misfit.getTargetType() != null
                ? misfit.getTargetType().getTypeName()
                : otherwise;
    }

    /** Whether the text is at fault and not what it says. */
    static boolean isMalformed(JacksonException e) {
        return !(e instanceof DatabindException);
    }
}
