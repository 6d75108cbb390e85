package dev.fermata.engine.codec;

import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JavaType;

/**
 * An exception: message, cause, suppressed ones, stack trace and the fields of its own class. It is made anew without a
 * constructor of its own class, so that it has its class at the {@code catch} that waits for it. Fields that cannot be stored
 * are left out: losing a detail of a failure is better than failing for it.
 */
final class ThrowableShape extends Shape {

    private final Slot failures;
    private final Slot suppressed;
    private final Fields fields;
    private final ThrowableRoot root;
    private final Slot[] parameters;
    private final Allocator allocator;

    ThrowableShape(Class<?> type, Shapes shapes, JavaType resolved) {
        this.failures = shapes.slot((Type) Throwable.class);
        this.suppressed = shapes.slot((Type) Throwable[].class);
        this.fields = new Fields(type, shapes, resolved);
        this.root = ThrowableRoot.of(type);
        this.parameters = new Slot[root.noArguments().length];
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = shapes.slot((Type) root.parameter(i));
        }
        this.allocator = root.allocator(type);
    }

    @Override
    boolean identity() {
        return true;
    }

    @Override
    boolean members(Object value) {
        return true;
    }

    @Override
    void survey(Object value, Survey survey) {
        Throwable failure = (Throwable) value;
        survey.optional(failure, "cause", cause(failure), failures);
        survey.optional(failure, "suppressed", failure.getSuppressed(), suppressed);
        for (int i = 0; i < fields.size(); i++) {
            survey.optional(failure, "." + fields.name(i), fields.get(i, failure), fields.slot(i));
        }
    }

    private static @Nullable Throwable cause(Throwable failure) {
        try {
            return failure.getCause();
        } catch (RuntimeException e) {
            return null;
        }
    }

    @Override
    void write(Object value, FrameWriter writer) {
        Throwable failure = (Throwable) value;
        writer.json().writeName("message");
        @Nullable Object[] arguments = root.arguments(failure);
        if (arguments.length == 1) {
            parameters[0].write(arguments[0], writer);
        } else {
            writer.json().writeStartArray();
            for (int i = 0; i < arguments.length; i++) {
                parameters[i].write(arguments[i], writer);
            }
            writer.json().writeEndArray();
        }
        Throwable cause = cause(failure);
        if (cause != null && !writer.skips(failure, "cause")) {
            writer.json().writeName("cause");
            failures.write(cause, writer);
        }
        if (failure.getSuppressed().length > 0 && !writer.skips(failure, "suppressed")) {
            writer.json().writeName("suppressed");
            suppressed.write(failure.getSuppressed(), writer);
        }
        writer.json().writeName("stack");
        StackFrames.write(failure.getStackTrace(), writer.json());
        if (fields.size() > 0) {
            writer.json().writeName("state");
            writer.json().writeStartObject();
            for (int i = 0; i < fields.size(); i++) {
                fields.write(i, failure, writer, !writer.skips(failure, "." + fields.name(i)));
            }
            writer.json().writeEndObject();
        }
    }

    @Override
    Object read(FrameReader reader, int id) {
        Throwable failure = null;
        while (reader.token() == JsonToken.PROPERTY_NAME) {
            String name = reader.json().currentName();
            reader.json().nextToken();
            if (failure == null) {
                failure =
                        (Throwable) allocator.allocate(name.equals("message") ? arguments(reader) : root.noArguments());
                reader.begin(id, failure);
            }
            if (!name.equals("message")) {
                readPart(name, failure, reader);
            }
            reader.json().nextToken();
        }
        if (failure == null) {
            throw reader.misfit("an exception");
        }
        return failure;
    }

    /** A message, or an array of what the constructor wants. */
    private @Nullable Object[] arguments(FrameReader reader) {
        @Nullable Object[] arguments = root.noArguments();
        if (reader.token() != JsonToken.START_ARRAY) {
            arguments[0] = parameters[0].read(reader);
            return arguments;
        }
        for (int i = 0; reader.json().nextToken() != JsonToken.END_ARRAY; i++) {
            if (i == arguments.length) {
                throw reader.misfit("the end of the message");
            }
            arguments[i] = parameters[i].read(reader);
        }
        return arguments;
    }

    private void readPart(String name, Throwable failure, FrameReader reader) {
        switch (name) {
            case "cause" -> {
                Object cause = failures.read(reader);
                if (cause instanceof Throwable known && failure.getCause() == null) {
                    failure.initCause(known);
                }
            }
            case "suppressed" -> {
                Object all = suppressed.read(reader);
                if (all instanceof Throwable[] array) {
                    for (Throwable one : array) {
                        failure.addSuppressed(one);
                    }
                }
            }
            case "stack" -> failure.setStackTrace(StackFrames.read(reader.json()));
            case "state" -> {
                reader.json().nextToken();
                fields.read(reader, (index, value) -> fields.set(index, failure, value));
            }
            default -> reader.json().skipChildren();
        }
    }
}
