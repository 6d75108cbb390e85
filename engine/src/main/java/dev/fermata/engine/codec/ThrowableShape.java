package dev.fermata.engine.codec;

import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JavaType;

/**
 * An exception: message, cause, suppressed ones, stack trace and the fields of its own class. It is made anew without a
 * constructor of its class, so that it has its class at the {@code catch} that waits for it. Fields that cannot be stored
 * are left out: losing a detail of a failure is better than failing for it.
 */
final class ThrowableShape extends Shape {

    private final Slot failures;
    private final Slot suppressed;
    private final Fields fields;
    private final Allocator allocator;

    private ThrowableShape(Slot failures, Slot suppressed, Fields fields, Allocator allocator) {
        this.failures = failures;
        this.suppressed = suppressed;
        this.fields = fields;
        this.allocator = allocator;
    }

    static ThrowableShape of(Class<?> type, Shapes shapes, JavaType resolved) {
        return new ThrowableShape(
                shapes.slot((Type) Throwable.class),
                shapes.slot((Type) Throwable[].class),
                new Fields(type, shapes, resolved),
                Allocator.ofThrowable(type));
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

    private static @Nullable String message(Throwable failure) {
        try {
            return failure.getMessage();
        } catch (RuntimeException e) {
            return null;
        }
    }

    @Override
    void write(Object value, FrameWriter writer) {
        Throwable failure = (Throwable) value;
        String message = message(failure);
        if (message != null) {
            writer.json().writeName("message");
            writer.text(message);
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
                failure = (Throwable) allocator.allocate(
                        name.equals("message") ? reader.json().getString() : null);
                reader.begin(id, failure);
            }
            readPart(name, failure, reader);
            reader.json().nextToken();
        }
        if (failure == null) {
            throw reader.misfit("an exception");
        }
        return failure;
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
