package dev.fermata.spring.properties;

import java.util.regex.Pattern;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Fermata's tables.
 *
 * @param name schema they are in: a letter or underscore, then up to 62 letters, digits or underscores
 * @param mode what is done about them at start-up
 */
public record SchemaProperties(
        @DefaultValue("fermata") String name,
        @DefaultValue("migrate") Mode mode) {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}");

    /** What is done about the tables at start-up. */
    public enum Mode {
        /** Create or update them. */
        MIGRATE,
        /** Refuse to start when they are missing, older or newer than this version needs. */
        VALIDATE,
        /** Neither look nor touch. */
        NONE
    }

    public SchemaProperties {
        PropertyException.require(
                PLAIN.matcher(name).matches(),
                "fermata.schema.name",
                name,
                "a letter or underscore and then up to 62 letters, digits or underscores");
    }
}
