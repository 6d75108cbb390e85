package dev.fermata.engine.codec;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongFunction;
import tools.jackson.core.JsonToken;

/** A class whose values are one JSON string, number or boolean. */
abstract class Scalar extends Shape {

    private final Class<?> type;
    private final String name;

    Scalar(Class<?> type, String name) {
        this.type = type;
        this.name = name;
    }

    Class<?> type() {
        return type;
    }

    /** Its {@code @type}. */
    String name() {
        return name;
    }

    /** The text of {@code value} as a key of a JSON object. */
    String format(Object value) {
        return value.toString();
    }

    /** The value whose {@link #format} gave {@code text}. */
    abstract Object parse(String text);

    final Object parsed(String text) {
        try {
            return parse(text);
        } catch (RuntimeException e) {
            throw new Trouble(
                    Fault.MISFIT, "expected " + type.getName() + " but found '" + FrameReader.shortened(text) + "'", e);
        }
    }

    @Override
    void survey(Object value, Survey survey) {}

    static final class OfString extends Scalar {

        OfString() {
            super(String.class, "String");
        }

        @Override
        Object parse(String text) {
            return text;
        }

        @Override
        void write(Object value, FrameWriter writer) {
            writer.text((String) value);
        }

        @Override
        Object read(FrameReader reader, int id) {
            if (reader.token() != JsonToken.VALUE_STRING) {
                throw reader.misfit("a string");
            }
            return reader.json().getString();
        }
    }

    static final class OfBoolean extends Scalar {

        OfBoolean() {
            super(Boolean.class, "Boolean");
        }

        @Override
        Object parse(String text) {
            return Boolean.valueOf(text);
        }

        @Override
        void write(Object value, FrameWriter writer) {
            writer.json().writeBoolean((Boolean) value);
        }

        @Override
        Object read(FrameReader reader, int id) {
            if (!reader.token().isBoolean()) {
                throw reader.misfit("true or false");
            }
            return reader.json().getBooleanValue();
        }
    }

    static final class OfInteger<T extends Number> extends Scalar {

        private final long min;
        private final long max;
        private final LongFunction<T> cast;

        OfInteger(Class<T> type, long min, long max, LongFunction<T> cast) {
            super(type, type.getSimpleName());
            this.min = min;
            this.max = max;
            this.cast = cast;
        }

        @Override
        Object parse(String text) {
            return checked(Long.parseLong(text));
        }

        private Object checked(long number) {
            if (number < min || number > max) {
                throw new ArithmeticException(number + " is out of range");
            }
            return cast.apply(number);
        }

        @Override
        void write(Object value, FrameWriter writer) {
            writer.json().writeNumber(((Number) value).longValue());
        }

        @Override
        Object read(FrameReader reader, int id) {
            if (reader.token() != JsonToken.VALUE_NUMBER_INT) {
                throw reader.misfit(type().getName());
            }
            return parsed(reader.json().getString());
        }
    }

    static final class OfReal<T extends Number> extends Scalar {

        private final Function<String, T> parse;

        OfReal(Class<T> type, Function<String, T> parse) {
            super(type, type.getSimpleName());
            this.parse = parse;
        }

        @Override
        Object parse(String text) {
            return parse.apply(text);
        }

        @Override
        void write(Object value, FrameWriter writer) {
            if (value instanceof Float number) {
                writer.json().writeNumber(number);
            } else {
                writer.json().writeNumber((Double) value);
            }
        }

        @Override
        Object read(FrameReader reader, int id) {
            if (!reader.token().isNumeric() && reader.token() != JsonToken.VALUE_STRING) {
                throw reader.misfit(type().getName());
            }
            return parsed(reader.json().getString());
        }
    }

    static final class OfText<T> extends Scalar {

        /** Of these, not every value has a text of its own. */
        private static final Set<Class<?>> OPEN = Set.of(Locale.class, Path.class, Charset.class, ZoneId.class);

        private final Function<T, String> format;
        private final Function<String, T> parse;
        private final boolean identity;

        OfText(Class<T> type, String name, Function<T, String> format, Function<String, T> parse, boolean identity) {
            super(type, name);
            this.format = format;
            this.parse = parse;
            this.identity = identity;
        }

        @Override
        boolean identity() {
            return identity;
        }

        /** A path of another file system, say, or a locale that has no language tag. */
        @Override
        void survey(Object value, Survey survey) {
            if (OPEN.contains(type()) && !value.equals(parse(format(value)))) {
                throw Shapes.unstorable(
                        value.getClass(),
                        "its text '" + FrameReader.shortened(format(value)) + "' means another value");
            }
        }

        @Override
        @SuppressWarnings("unchecked") // the shape is looked up by the value's class
        String format(Object value) {
            return format.apply((T) value);
        }

        @Override
        Object parse(String text) {
            return parse.apply(text);
        }

        @Override
        void write(Object value, FrameWriter writer) {
            writer.text(format(value));
        }

        @Override
        Object read(FrameReader reader, int id) {
            if (reader.token() != JsonToken.VALUE_STRING) {
                throw reader.misfit(type().getName());
            }
            return parsed(reader.json().getString());
        }
    }
}
