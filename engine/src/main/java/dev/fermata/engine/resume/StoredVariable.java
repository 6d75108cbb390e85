package dev.fermata.engine.resume;

import java.lang.reflect.Type;

/**
 * A variable as frames name it: with its declared type, since a name alone could lie about what its bytes mean.
 *
 * @param type empty where it is not known
 */
public record StoredVariable(String name, String type) {

    /** In no name: names are the user's, or derived from labels. */
    private static final char TYPED = '=';

    public static StoredVariable of(String name, Type declared) {
        return new StoredVariable(name, TypeText.of(declared));
    }

    /** Takes {@link #text()} apart. */
    public static StoredVariable of(String text) {
        int at = text.indexOf(TYPED);
        return at < 0
                ? new StoredVariable(text, "")
                : new StoredVariable(text.substring(0, at), text.substring(at + 1));
    }

    /** {@code amount=java.math.BigDecimal}; it has no comma. */
    public String text() {
        return type.isEmpty() ? name : name + TYPED + type;
    }

    /** For messages: {@code 'amount' (java.math.BigDecimal)}. */
    String described() {
        return type.isEmpty() ? "'" + name + "'" : "'" + name + "' (" + type + ")";
    }
}
