package dev.fermata.engine.codec;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The keys of a map as names of JSON members. A name that looks like a control member gets a second {@code @}. */
final class KeyText {

    private static final String NULL = "@null";

    private final @Nullable Scalar scalar;
    private final @Nullable EnumShape constants;
    private final Class<?> type;

    private KeyText(Class<?> type, @Nullable Scalar scalar, @Nullable EnumShape constants) {
        this.type = type;
        this.scalar = scalar;
        this.constants = constants;
    }

    static KeyText of(Class<?> declared) {
        Scalar scalar = Scalars.of(declared);
        if (scalar != null && !scalar.identity()) {
            return new KeyText(declared, scalar, null);
        }
        return declared.isEnum()
                ? new KeyText(declared, null, new EnumShape(declared))
                : new KeyText(String.class, Scalars.of(String.class), null);
    }

    /** Whether every key of {@code map} has a text that leads back to it. */
    boolean covers(Map<?, ?> map) {
        for (Object key : map.keySet()) {
            if (key != null && !type.isInstance(key)) {
                return false;
            }
        }
        return true;
    }

    String format(@Nullable Object key) {
        if (key == null) {
            return NULL;
        }
        String text = scalar == null ? EnumShape.format(key) : scalar.format(key);
        return escape(text);
    }

    @Nullable
    Object parse(String name) {
        if (name.equals(NULL)) {
            return null;
        }
        String text = name.startsWith("@@") ? name.substring(1) : name;
        return constants != null
                ? constants.parse(text)
                : java.util.Objects.requireNonNull(scalar).parsed(text);
    }

    static String escape(String name) {
        return name.startsWith("@") ? "@" + name : name;
    }
}
