package dev.fermata.engine.model;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Identity of a run: a time-ordered UUID (version 7), written {@code run_} and 32 hexadecimal digits. */
public record RunId(UUID value) {

    private static final Pattern TEXT = Pattern.compile("run_[0-9a-f]{32}");

    /** Reads {@link #toString()}; empty when the text is not a run id. */
    public static Optional<RunId> parse(String text) {
        if (!TEXT.matcher(text).matches()) {
            return Optional.empty();
        }
        return Optional.of(new RunId(new UUID(
                Long.parseUnsignedLong(text.substring(4, 20), 16), Long.parseUnsignedLong(text.substring(20), 16))));
    }

    @Override
    public String toString() {
        return String.format("run_%016x%016x", value.getMostSignificantBits(), value.getLeastSignificantBits());
    }
}
