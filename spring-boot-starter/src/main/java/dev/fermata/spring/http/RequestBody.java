package dev.fermata.spring.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/** A request's body, read no further than allowed. */
final class RequestBody {

    private RequestBody() {}

    /** @throws Problem it is not JSON by its type, or larger than {@code limit} */
    static byte[] read(HttpServletRequest request, int limit) throws IOException {
        checkType(request.getContentType());
        if (request.getContentLengthLong() > limit) {
            throw Problem.tooLarge(limit);
        }
        byte[] body = request.getInputStream().readNBytes(limit + 1);
        if (body.length > limit) {
            throw Problem.tooLarge(limit);
        }
        return body;
    }

    private static void checkType(@Nullable String contentType) {
        if (contentType == null) {
            return;
        }
        try {
            MediaType type = MediaType.parseMediaType(contentType);
            if (!MediaType.APPLICATION_JSON.includes(type) && !type.getSubtype().endsWith("+json")) {
                throw Problem.notJson(contentType);
            }
        } catch (InvalidMediaTypeException e) {
            throw Problem.notJson(contentType);
        }
    }
}
