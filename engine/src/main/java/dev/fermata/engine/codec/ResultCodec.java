package dev.fermata.engine.codec;

import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;

/** Results of tasks as JSON that a caller can read, by the declared type of the task's result. */
public final class ResultCodec {

    private final CodecLimits limits;
    private final JsonText text;

    public ResultCodec(CodecLimits limits) {
        this.limits = limits;
        this.text = new JsonText(PayloadMapper.create(limits));
    }

    /**
     * @param type the declared result, {@code void} for none
     * @throws CodecException {@code FERMATA-4110} if the result cannot be written, {@code FERMATA-4111} if too large
     */
    public byte[] encode(Type type, @Nullable Object result) {
        byte[] json;
        try {
            json = text.write(type, result);
        } catch (JacksonException e) {
            String path = JsonText.path("result", e);
            throw fault(Fault.RESULT_UNWRITABLE, path, path + " cannot be written: " + e.getOriginalMessage(), e);
        }
        if (json.length > limits.maxBytes()) {
            throw fault(
                    Fault.RESULT_TOO_LARGE,
                    "result",
                    "the result is " + Sizes.of(json.length) + ", and the limit is " + Sizes.of(limits.maxBytes()),
                    null);
        }
        return json;
    }

    /** @throws CodecException {@code FERMATA-4112} if {@code json} does not fit {@code type} */
    public @Nullable Object decode(Type type, byte[] json) {
        try (JsonParser parser = text.parser(json)) {
            return type == void.class ? null : text.read(type, parser);
        } catch (JacksonException e) {
            String path = JsonText.path("result", e);
            throw fault(
                    Fault.RESULT_MISFIT,
                    path,
                    path + " is no " + JsonText.expected(e, type.getTypeName()) + ": " + e.getOriginalMessage(),
                    e);
        }
    }

    private static CodecException fault(Fault fault, String path, String what, @Nullable Throwable cause) {
        return new CodecException(fault.id(), path, what + ". " + fault.remedy(), cause);
    }
}
