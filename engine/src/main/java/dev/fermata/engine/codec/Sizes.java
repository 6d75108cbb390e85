package dev.fermata.engine.codec;

import java.util.Locale;

/** Sizes as a reader of an error wants them. */
final class Sizes {

    private Sizes() {}

    /** {@code 800 bytes}, {@code 12.5 kB}, {@code 52.0 MB}; decimal. */
    static String of(long bytes) {
        if (bytes < 1000) {
            return bytes + " bytes";
        }
        return bytes < 1_000_000
                ? String.format(Locale.ROOT, "%.1f kB", bytes / 1e3)
                : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }
}
