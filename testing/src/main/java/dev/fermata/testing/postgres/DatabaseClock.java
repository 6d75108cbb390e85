package dev.fermata.testing.postgres;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Objects;

/**
 * The engine's clock in one test database, which a test moves instead of sleeping. It replaces {@code fermata.now()} by
 * the same function plus an offset that stands in a table; nothing in production knows of it. Leases do not move: they
 * read {@code clock_timestamp()}.
 */
public final class DatabaseClock {

    private final TestDatabase database;
    private final String schema;

    private DatabaseClock(TestDatabase database, String schema) {
        this.database = database;
        this.schema = schema;
    }

    /** Replaces the clock of schema {@code fermata}. */
    public static DatabaseClock install(TestDatabase database) {
        return install(database, "fermata");
    }

    /**
     * Replaces {@code <schema>.now()}. The function keeps its identity, so indexes, defaults and functions that use it
     * move too; the original goes on under another name as what the offset is added to.
     */
    public static DatabaseClock install(TestDatabase database, String schema) {
        String original = Objects.requireNonNull(
                database.value(String.class, "select pg_get_functiondef(format('%I.now', ?::text)::regproc)", schema));
        String head = "FUNCTION ";
        int name = original.indexOf(head) + head.length();
        String renamed =
                original.substring(0, name) + "fermata_test.original_now" + original.substring(original.indexOf("()"));
        database.execute("create schema fermata_test;"
                + "create table fermata_test.clock (shift interval not null);"
                + "insert into fermata_test.clock values (interval '0');"
                + renamed
                + ";create or replace function \"" + schema + "\".now() returns timestamptz language sql stable"
                + " as 'select fermata_test.original_now() + (select shift from fermata_test.clock)'");
        return new DatabaseClock(database, schema);
    }

    /** Moves the clock for every statement that begins from now on, in every connection. Negative moves it back. */
    public void advance(Duration duration) {
        int changed = database.update(
                "update fermata_test.clock set shift = shift + make_interval(secs => ?::double precision)",
                duration.toNanos() / 1e9);
        if (changed != 1) {
            throw new IllegalStateException("fermata_test.clock has " + changed + " rows");
        }
    }

    /** What the engine's clock shows. */
    public OffsetDateTime now() {
        String shown = Objects.requireNonNull(database.value(
                String.class,
                "select to_char(\"" + schema + "\".now() at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"));
        return OffsetDateTime.parse(shown);
    }
}
