package dev.fermata.spring.http;

import dev.fermata.FermataException;
import org.springframework.http.HttpStatus;

/** A request that is refused: the status and sentence of its answer. */
final class Problem extends FermataException {

    private static final long serialVersionUID = 1L;

    private final HttpStatus status;

    private Problem(HttpStatus status, String code, String sentence) {
        super(code, sentence);
        this.status = status;
    }

    HttpStatus status() {
        return status;
    }

    static Problem wrongKey() {
        return new Problem(
                HttpStatus.UNAUTHORIZED,
                "FERMATA-3201",
                "the API key is missing or wrong. Send 'Authorization: Bearer <key>' with one of the keys configured as"
                        + " fermata.api.keys.<name>.");
    }

    static Problem notOfThisMachine(String why) {
        return new Problem(
                HttpStatus.FORBIDDEN,
                "FERMATA-3202",
                "no API key is configured, so only programs on this machine may call the API, and " + why
                        + ". Configure a key as fermata.api.keys.<name> and send it as 'Authorization: Bearer <key>'.");
    }

    static Problem malformed(String why) {
        return new Problem(
                HttpStatus.BAD_REQUEST, "FERMATA-3203", "the request's body is not as expected: " + why + ".");
    }

    static Problem tooLarge(long limit) {
        return new Problem(
                HttpStatus.CONTENT_TOO_LARGE,
                "FERMATA-3204",
                "the request's body has more than " + limit
                        + " bytes, so its payload is over the limit. Store the large"
                        + " part elsewhere and pass a reference to it, or raise fermata.trigger.max-payload.");
    }

    static Problem unknownRun(String id) {
        return new Problem(
                HttpStatus.NOT_FOUND,
                "FERMATA-3205",
                "there is no run '" + id + "'. Check the id, run_ and 32 digits.");
    }

    static Problem option(String sentence) {
        return new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "FERMATA-3206", sentence);
    }

    static Problem notJson(String contentType) {
        return new Problem(
                HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                "FERMATA-3207",
                "the request's Content-Type is '" + contentType
                        + "'. Send JSON with 'Content-Type: application/json'.");
    }
}
