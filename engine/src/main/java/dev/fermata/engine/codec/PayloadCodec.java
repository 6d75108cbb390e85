package dev.fermata.engine.codec;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The arguments of a task as JSON that a caller can write by hand: a single parameter is the payload itself, none is
 * {@code null}, several are an object with a member for each. The parameters' names are those in the class file.
 */
public final class PayloadCodec {

    private final CodecLimits limits;
    private final JsonText text;

    public PayloadCodec(CodecLimits limits) {
        this.limits = limits;
        this.text = new JsonText(PayloadMapper.create(limits));
    }

    /** @throws CodecException {@code FERMATA-3104} if an argument cannot be written, {@code FERMATA-3103} if too large */
    public byte[] encode(Method task, @Nullable Object... arguments) {
        Type[] types = task.getGenericParameterTypes();
        if (arguments.length != types.length) {
            throw new IllegalArgumentException(
                    task + " takes " + types.length + " arguments, but got " + arguments.length);
        }
        byte[] json = write(task, types, arguments);
        checkSize(task, json.length);
        return json;
    }

    private byte[] write(Method task, Type[] types, @Nullable Object[] arguments) {
        if (types.length == 0) {
            return "null".getBytes(StandardCharsets.UTF_8);
        }
        Parameter[] parameters = task.getParameters();
        try {
            if (types.length == 1) {
                return text.write(types[0], arguments[0]);
            }
            List<JsonText.Member> members = new ArrayList<>();
            for (int i = 0; i < types.length; i++) {
                members.add(new JsonText.Member(parameters[i].getName(), types[i], arguments[i]));
            }
            return text.writeMembers(members);
        } catch (JacksonException e) {
            String path = JsonText.path(types.length == 1 ? parameters[0].getName() : "", e);
            throw fault(
                    Fault.PAYLOAD_UNWRITABLE, task, path, path + " cannot be written: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * @return one value for each parameter
     * @throws CodecException {@code FERMATA-3101} if {@code json} is malformed, {@code FERMATA-3102} if it does not fit
     *     the parameters, {@code FERMATA-3103} if it is too large
     */
    public @Nullable Object[] decode(Method task, byte[] json) {
        checkSize(task, json.length);
        try (JsonParser parser = text.parser(json)) {
            @Nullable Object[] arguments = arguments(task, parser);
            if (parser.nextToken() != null) {
                throw malformed(task, "more follows after the payload", JsonText.position(parser), null);
            }
            return arguments;
        } catch (JacksonException e) {
            throw malformed(task, e.getOriginalMessage(), JsonText.position(e), e);
        }
    }

    /**
     * For a payload whose task is not known here.
     *
     * @throws CodecException {@code FERMATA-3101} if {@code json} is not exactly one well-formed value
     */
    public void checkWellFormed(byte[] json) {
        try (JsonParser parser = text.parser(json)) {
            if (parser.currentToken() == null) {
                throw malformed("it is empty", JsonText.position(parser), null);
            }
            parser.skipChildren();
            if (parser.nextToken() != null) {
                throw malformed("more follows after the payload", JsonText.position(parser), null);
            }
        } catch (JacksonException e) {
            throw malformed(e.getOriginalMessage(), JsonText.position(e), e);
        }
    }

    private static CodecException malformed(String why, String position, @Nullable Throwable cause) {
        return new CodecException(
                Fault.PAYLOAD_MALFORMED.id(),
                "",
                "the payload is not well-formed JSON at " + position + ": " + why + ". "
                        + Fault.PAYLOAD_MALFORMED.remedy(),
                cause);
    }

    private @Nullable Object[] arguments(Method task, JsonParser parser) {
        Parameter[] parameters = task.getParameters();
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw malformed(task, "it is empty", JsonText.position(parser), null);
        }
        if (parameters.length == 0) {
            parser.skipChildren();
            return new @Nullable Object[0];
        }
        if (parameters.length == 1) {
            return new @Nullable Object[] {argument(task, parameters[0], parser)};
        }
        if (token != JsonToken.START_OBJECT) {
            throw misfit(task, "", "the payload must be an object with a member for each parameter", null);
        }
        return members(task, parameters, parser);
    }

    private @Nullable Object[] members(Method task, Parameter[] parameters, JsonParser parser) {
        @Nullable Object[] arguments = new @Nullable Object[parameters.length];
        boolean[] given = new boolean[parameters.length];
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            parser.nextToken();
            int index = 0;
            while (index < parameters.length && !parameters[index].getName().equals(name)) {
                index++;
            }
            if (index == parameters.length) {
                parser.skipChildren();
            } else {
                arguments[index] = argument(task, parameters[index], parser);
                given[index] = true;
            }
        }
        for (int i = 0; i < given.length; i++) {
            if (!given[i]) {
                arguments[i] = missing(task, parameters[i]);
            }
        }
        return arguments;
    }

    private @Nullable Object missing(Method task, Parameter parameter) {
        if (parameter.getType().isPrimitive()) {
            throw misfit(
                    task,
                    parameter.getName(),
                    parameter.getName() + ": expected " + parameter.getType().getName() + ", but it is missing",
                    null);
        }
        try (JsonParser nothing = text.parser("null".getBytes(StandardCharsets.UTF_8))) {
            return argument(task, parameter, nothing);
        }
    }

    private @Nullable Object argument(Method task, Parameter parameter, JsonParser parser) {
        Type type = parameter.getParameterizedType();
        try {
            return text.read(type, parser);
        } catch (JacksonException e) {
            if (JsonText.isMalformed(e)) {
                throw e;
            }
            String path = JsonText.path(parameter.getName(), e);
            throw misfit(
                    task,
                    path,
                    path + ": expected " + JsonText.expected(e, type.getTypeName()) + ": " + e.getOriginalMessage(),
                    e);
        }
    }

    private static CodecException malformed(Method task, String why, String position, @Nullable Throwable cause) {
        return fault(
                Fault.PAYLOAD_MALFORMED,
                task,
                "",
                "the payload is not well-formed JSON at " + position + ": " + why,
                cause);
    }

    private void checkSize(Method task, int size) {
        if (size > limits.maxBytes()) {
            throw fault(
                    Fault.PAYLOAD_TOO_LARGE,
                    task,
                    "",
                    "the payload is " + Sizes.of(size) + ", and the limit is " + Sizes.of(limits.maxBytes()),
                    null);
        }
    }

    private static CodecException misfit(Method task, String path, String what, @Nullable Throwable cause) {
        return fault(Fault.PAYLOAD_MISFIT, task, path, what, cause);
    }

    private static CodecException fault(Fault fault, Method task, String path, String what, @Nullable Throwable cause) {
        return new CodecException(
                fault.id(),
                path,
                "task " + task.getDeclaringClass().getSimpleName() + "." + task.getName() + ": " + what + ". "
                        + fault.remedy(),
                cause);
    }
}
