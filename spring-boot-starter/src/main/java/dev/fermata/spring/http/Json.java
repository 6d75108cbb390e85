package dev.fermata.spring.http;

import java.nio.charset.StandardCharsets;
import org.springframework.web.servlet.function.ServerResponse;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/**
 * JSON of requests and answers. A mapper of its own, because the application's may rename, omit or round what this API
 * has promised.
 */
final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private Json() {}

    /** @throws Problem it is no JSON */
    static JsonNode parse(byte[] text, String what) {
        JsonNode tree;
        try {
            tree = MAPPER.readTree(text);
        } catch (JacksonException e) {
            throw Problem.malformed(what + " is not well-formed JSON (line "
                    + e.getLocation().getLineNr() + ", column "
                    + e.getLocation().getColumnNr() + ": "
                    + e.getOriginalMessage() + ")");
        }
        if (tree.isMissingNode()) {
            throw Problem.malformed(what + " is empty; send a JSON object");
        }
        return tree;
    }

    static JsonNode parse(String text, String what) {
        return parse(text.getBytes(StandardCharsets.UTF_8), what);
    }

    static byte[] write(JsonNode tree) {
        return MAPPER.writeValueAsBytes(tree);
    }

    /** Stored JSON as a member, as it stands. */
    static void putStored(ObjectNode object, String member, byte[] json) {
        object.putRawValue(member, new RawValue(new String(json, StandardCharsets.UTF_8)));
    }

    /** Written here and not by the application's message converters, which may be configured otherwise. */
    static ServerResponse answer(ServerResponse.HeadersBuilder<?> response, ObjectNode body) {
        byte[] text = write(body);
        return response.build((request, servletResponse) -> {
            servletResponse.setContentLength(text.length);
            servletResponse.getOutputStream().write(text);
            return null;
        });
    }
}
