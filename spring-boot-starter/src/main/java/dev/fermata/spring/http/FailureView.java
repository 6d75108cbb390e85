package dev.fermata.spring.http;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A stored failure as the API shows it. */
final class FailureView {

    private FailureView() {}

    static ObjectNode of(byte[] stored) {
        JsonNode failure = Json.parse(stored, "a stored failure");
        ObjectNode view = one(failure);
        JsonNode causes = failure.path("causes");
        if (!causes.isEmpty()) {
            ArrayNode list = view.putArray("causes");
            causes.forEach(cause -> list.add(one(cause)));
        }
        JsonNode suppressed = failure.path("suppressed");
        if (!suppressed.isEmpty()) {
            ArrayNode list = view.putArray("suppressed");
            suppressed.forEach(one -> list.add(one(one)));
        }
        return view;
    }

    private static ObjectNode one(JsonNode failure) {
        ObjectNode view = JsonNodeFactory.instance.objectNode();
        String type = failure.path("type").asString("java.lang.Throwable");
        view.put("message", failure.path("message").asString(type));
        view.put("name", type);
        StringBuilder trace = new StringBuilder();
        for (JsonNode frame : failure.path("stack")) {
            trace.append(trace.isEmpty() ? "" : "\n").append("at ").append(frame.asString());
        }
        if (!trace.isEmpty()) {
            view.put("stackTrace", trace.toString());
        }
        if (failure.path("code").isString()) {
            view.put("code", failure.path("code").stringValue());
        }
        return view;
    }
}
