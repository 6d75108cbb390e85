package dev.fermata.engine.postgres;

import dev.fermata.schema.SchemaName;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where the engine's own connections lead and how long they wait. Must be the database of the application's
 * transactions, but not a transaction-pooling proxy: prepared statements and LISTEN need a session.
 *
 * @param url JDBC URL, {@code jdbc:postgresql:…}
 * @param user null when the URL or the environment says it
 * @param password null when the URL or the environment says it
 * @param schema schema of Fermata's tables
 * @param applicationName shown in {@code pg_stat_activity}, followed by what the connection is for
 * @param connectTimeout how long opening a connection may take, at least one second
 * @param readTimeout how long the answer to a statement may take before the connection counts as broken; the listening
 *     connection has none. Keep it below the lease
 */
public record PostgresSettings(
        String url,
        @Nullable String user,
        @Nullable String password,
        String schema,
        String applicationName,
        Duration connectTimeout,
        Duration readTimeout) {

    public PostgresSettings {
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException("FERMATA-2120: '" + url + "' is not the URL of a PostgreSQL database. "
                    + "Use jdbc:postgresql://host:port/database.");
        }
        SchemaName.require(schema);
        if (connectTimeout.compareTo(Duration.ofSeconds(1)) < 0 || readTimeout.compareTo(Duration.ofMillis(100)) < 0) {
            throw new IllegalArgumentException(
                    "FERMATA-2121: connections need a connect time-out of at least 1 s and a read time-out of at least"
                            + " 100 ms, not " + connectTimeout + " and " + readTimeout);
        }
    }

    /** Schema {@code fermata}, name {@code fermata}, ten seconds to connect, ten to answer. */
    public static PostgresSettings of(String url, @Nullable String user, @Nullable String password) {
        return new PostgresSettings(
                url, user, password, SchemaName.DEFAULT, "fermata", Duration.ofSeconds(10), Duration.ofSeconds(10));
    }

    public PostgresSettings withSchema(String other) {
        return new PostgresSettings(url, user, password, other, applicationName, connectTimeout, readTimeout);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "PostgresSettings[" + url + ", user " + user + ", schema " + schema + "]";
    }
}
