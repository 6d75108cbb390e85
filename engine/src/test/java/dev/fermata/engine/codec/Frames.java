package dev.fermata.engine.codec;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/** A frame under test: variables with their types and values. */
final class Frames {

    static final FrameCodec CODEC = new FrameCodec(CodecLimits.DEFAULT);

    private final Map<String, Type> types = new LinkedHashMap<>();
    private final List<@Nullable Object> values = new ArrayList<>();

    static Frames of(String name, Type type, @Nullable Object value) {
        return new Frames().and(name, type, value);
    }

    Frames and(String name, Type type, @Nullable Object value) {
        types.put(name, type);
        values.add(value);
        return this;
    }

    FrameLayout layout() {
        return new FrameLayout(
                "Orders.process after 'charge#1'",
                Frames.class,
                List.copyOf(types.keySet()),
                List.copyOf(types.values()));
    }

    EncodedFrame encoded() {
        return CODEC.encode(layout(), values.toArray());
    }

    String json() {
        StringBuilder all = new StringBuilder();
        encoded().components().forEach(all::append);
        return all.toString();
    }

    @Nullable
    Object[] decoded() {
        return CODEC.decode(layout(), encoded());
    }

    /** The only value, after a round trip; asserts that encoding it again gives the same bytes. */
    Object back() {
        EncodedFrame first = encoded();
        @Nullable Object[] decoded = CODEC.decode(layout(), first);
        EncodedFrame second = CODEC.encode(layout(), decoded);
        org.assertj.core.api.Assertions.assertThat(second.components()).isEqualTo(first.components());
        return java.util.Objects.requireNonNull(decoded[0]);
    }

    static Object back(Type type, @Nullable Object value) {
        return of("it", type, value).back();
    }

    static Object back(TypeReference<?> type, @Nullable Object value) {
        return back(type.getType(), value);
    }

    static String json(Type type, @Nullable Object value) {
        return of("it", type, value).json();
    }
}
