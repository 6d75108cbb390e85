package dev.fermata.spring.http;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The body of a trigger, understood.
 *
 * @param payload UTF-8 JSON
 * @param idempotencyKey null for none
 */
record TriggerRequest(byte[] payload, @Nullable String idempotencyKey) {

    private static final String SUPER_JSON = "application/super+json";

    /** Options that say what the client has done, or what no answer depends on. */
    private static final Set<String> INFORMATION = Set.of(
            "payloadType",
            "payloadSize",
            "idempotencyKey",
            "idempotencyKeyOptions",
            "test",
            "machine",
            "region",
            "lockToVersion",
            "externalDeploymentId",
            "metadataType");

    /** @throws Problem the body is malformed, or asks for what is not there */
    static TriggerRequest read(byte[] body) {
        JsonNode tree = Json.parse(body, "it");
        if (!tree.isObject()) {
            throw Problem.malformed("it must be an object such as {\"payload\": {…}}");
        }
        JsonNode options = tree.path("options");
        if (!options.isMissingNode() && !options.isNull() && !options.isObject()) {
            throw Problem.malformed("'options' must be an object");
        }
        checkOptions(options);
        JsonNode payload = payload(tree.path("payload"), text(options, "payloadType"));
        return new TriggerRequest(Json.write(payload), text(options, "idempotencyKey"));
    }

    /** Accepting an option and not doing it would be worse than refusing it. */
    private static void checkOptions(JsonNode options) {
        Set<String> unknown = new TreeSet<>();
        for (Map.Entry<String, JsonNode> option : options.properties()) {
            if (!INFORMATION.contains(option.getKey()) && !isEmpty(option.getValue())) {
                unknown.add(option.getKey());
            }
        }
        if (!unknown.isEmpty()) {
            throw Problem.option("this version does not know the trigger option" + (unknown.size() > 1 ? "s " : " ")
                    + String.join(", ", unknown) + ". Leave " + (unknown.size() > 1 ? "them" : "it") + " out.");
        }
    }

    private static boolean isEmpty(JsonNode value) {
        return value.isNull()
                || (value.isContainer() && value.isEmpty())
                || (value.isBoolean() && !value.booleanValue());
    }

    private static JsonNode payload(JsonNode payload, @Nullable String type) {
        if (payload.isMissingNode()) {
            return JsonNodeFactory.instance.nullNode();
        }
        if (type == null || !payload.isString() || type.equals("text/plain")) {
            return payload;
        }
        if (type.equals("application/json")) {
            return Json.parse(payload.stringValue(), "the payload");
        }
        if (type.equals(SUPER_JSON)) {
            JsonNode envelope = Json.parse(payload.stringValue(), "the payload");
            if (!envelope.isObject() || !envelope.has("json")) {
                throw Problem.malformed("a payload of type " + SUPER_JSON + " must be an object with a member 'json'");
            }
            return envelope.path("json");
        }
        throw Problem.option("the payload's type '" + type + "' is not known. Use one of "
                + List.of("application/json", SUPER_JSON, "text/plain") + ".");
    }

    private static @Nullable String text(JsonNode options, String name) {
        JsonNode value = options.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isString()) {
            throw Problem.option("the option " + name + " must be a string.");
        }
        return value.stringValue();
    }
}
