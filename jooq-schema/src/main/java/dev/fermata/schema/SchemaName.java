package dev.fermata.schema;

import java.util.regex.Pattern;

/** The rule for names of the schema: a plain identifier, so that it means the same quoted everywhere. */
public final class SchemaName {

    /** The schema unless told otherwise. */
    public static final String DEFAULT = "fermata";

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}");

    private SchemaName() {}

    /**
     * Returns {@code name}.
     *
     * @throws IllegalArgumentException it is not a plain identifier of at most 63 characters
     */
    public static String require(String name) {
        if (!PLAIN.matcher(name).matches()) {
            throw new IllegalArgumentException("FERMATA-2110: '" + name + "' cannot be the name of Fermata's schema. "
                    + "Use a letter or underscore and then up to 62 letters, digits or underscores.");
        }
        return name;
    }
}
