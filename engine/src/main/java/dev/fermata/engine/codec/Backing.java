package dev.fermata.engine.codec;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the object behind a wrapper of the JDK ({@code Collections.unmodifiableList(list)}, {@code Arrays.asList(array)}),
 * which has no method that tells it. Nothing is serialized: a stream that goes nowhere is only asked which object it
 * would write next.
 */
final class Backing extends ObjectOutputStream {

    private boolean inside;
    private @Nullable Object found;

    private Backing() throws IOException {
        super(OutputStream.nullOutputStream());
        enableReplaceObject(true);
    }

    /** The collection, map or array that {@code wrapper} shows; null if it does not tell. */
    static @Nullable Object of(Object wrapper) {
        try (Backing stream = new Backing()) {
            stream.writeObject(wrapper);
            return stream.found;
        } catch (IOException e) {
            return null;
        }
    }

    /** Sees the wrapper first, then what its fields refer to, of which nothing is written. */
    @Override
    protected @Nullable Object replaceObject(Object value) {
        if (!inside) {
            inside = true;
            return value;
        }
        if (found == null) {
            found = value;
        }
        return null;
    }
}
