package dev.fermata.spring.http;

import dev.fermata.FermataException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.ServerResponse;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Failures as RFC 9457 problems. The sentence stands in {@code detail}, and in {@code error}, where the clients of
 * Trigger.dev's API look for it.
 */
final class Problems {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final MediaType PROBLEM = MediaType.parseMediaType("application/problem+json");
    private static final String INTERNAL = "FERMATA-3299";

    /** What the engine refuses, and whose fault that is. Any other code is the server's. */
    private static final Map<String, HttpStatus> STATUS = Map.of(
            "FERMATA-3001", HttpStatus.NOT_FOUND,
            "FERMATA-3002", HttpStatus.UNPROCESSABLE_CONTENT,
            "FERMATA-3003", HttpStatus.CONTENT_TOO_LARGE,
            "FERMATA-3101", HttpStatus.BAD_REQUEST,
            "FERMATA-3102", HttpStatus.UNPROCESSABLE_CONTENT,
            "FERMATA-3103", HttpStatus.CONTENT_TOO_LARGE,
            "FERMATA-5001", HttpStatus.SERVICE_UNAVAILABLE);

    private Problems() {}

    static ServerResponse of(Throwable failure) {
        if (failure instanceof Problem problem) {
            return answer(problem.status(), problem.code(), sentence(problem));
        }
        if (failure instanceof FermataException known) {
            HttpStatus status = STATUS.get(known.code());
            if (status != null) {
                return answer(status, known.code(), sentence(known));
            }
        }
        LOG.error("{}: a request to the API failed", INTERNAL, failure);
        return answer(HttpStatus.INTERNAL_SERVER_ERROR, INTERNAL, "the server failed to answer; its log says why.");
    }

    private static ServerResponse answer(HttpStatus status, String code, String sentence) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("type", "about:blank");
        body.put("title", status.getReasonPhrase());
        body.put("status", status.value());
        body.put("detail", sentence);
        body.put("code", code);
        body.put("error", sentence);
        ServerResponse.BodyBuilder response = ServerResponse.status(status).contentType(PROBLEM);
        if (status == HttpStatus.UNAUTHORIZED) {
            response.header("WWW-Authenticate", "Bearer");
        }
        return Json.answer(response, body);
    }

    /** Without the code in front, which has a member of its own. */
    private static String sentence(FermataException failure) {
        String message = String.valueOf(failure.getMessage());
        String prefix = failure.code() + ": ";
        return message.startsWith(prefix) ? message.substring(prefix.length()) : message;
    }
}
