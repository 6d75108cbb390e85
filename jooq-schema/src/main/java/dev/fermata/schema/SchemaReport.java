package dev.fermata.schema;

import org.jspecify.annotations.Nullable;

/**
 * What a database has of Fermata's schema, compared with what this build needs.
 *
 * @param schema name of the schema
 * @param installed newest version in the database; null when there is none
 * @param expected newest version this build knows
 */
public record SchemaReport(
        String schema, State state, @Nullable String installed, String expected) {

    /** How the two compare. */
    public enum State {
        /** The database has exactly what this build needs. */
        CURRENT,
        /** The schema, or every table in it, is missing. */
        MISSING,
        /** Migrations of this build have not run yet. */
        OLDER,
        /** A newer build has migrated it further than this one knows. */
        NEWER,
        /** A migration was changed after it ran. */
        CHANGED
    }

    boolean isCurrent() {
        return state == State.CURRENT;
    }
}
