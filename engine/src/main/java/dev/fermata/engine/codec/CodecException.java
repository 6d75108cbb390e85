package dev.fermata.engine.codec;

import dev.fermata.FermataException;
import org.jspecify.annotations.Nullable;

/** A value cannot be stored or read back. */
public final class CodecException extends FermataException {

    private static final long serialVersionUID = 1L;

    private final String path;

    CodecException(String code, String path, String sentence, @Nullable Throwable cause) {
        super(code, sentence);
        this.path = path;
        if (cause != null) {
            initCause(cause);
        }
    }

    /** Where in the value, such as {@code order.lines[3].sku}; empty for the value itself. */
    public String path() {
        return path;
    }
}
