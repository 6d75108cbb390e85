package dev.fermata.spring.database;

import dev.fermata.engine.postgres.PostgresSettings;
import dev.fermata.engine.postgres.PostgresStore;
import dev.fermata.engine.store.Stores;
import dev.fermata.schema.SchemaMigrator;
import dev.fermata.spring.properties.SchemaProperties;
import java.sql.Connection;
import java.util.function.Function;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Fermata's tables, brought up to date, and the engine's own connections to them. */
public final class FermataDatabase implements AutoCloseable {

    private static final String DRIVER = "org.postgresql.Driver";

    private final PostgresStore store;

    private FermataDatabase(PostgresStore store) {
        this.store = store;
    }

    /** @throws dev.fermata.schema.SchemaException the schema is not the one this version needs */
    public static FermataDatabase open(HostDatabase host, SchemaProperties schema) {
        migrate(host, schema);
        PostgresSettings settings = PostgresSettings.of(host.url(), host.user(), host.password());
        return new FermataDatabase(new PostgresStore(settings.withSchema(schema.name())));
    }

    private static void migrate(HostDatabase host, SchemaProperties schema) {
        SchemaMigrator.Mode mode = switch (schema.mode()) {
            case MIGRATE -> SchemaMigrator.Mode.MIGRATE;
            case VALIDATE -> SchemaMigrator.Mode.VALIDATE;
            case NONE -> SchemaMigrator.Mode.NONE;
        };
        DriverManagerDataSource own = new DriverManagerDataSource();
        own.setDriverClassName(DRIVER);
        own.setUrl(host.url());
        own.setUsername(host.user());
        own.setPassword(host.password());
        new SchemaMigrator(own, schema.name()).run(mode);
    }

    public Stores stores() {
        return store.ports();
    }

    /** Runs {@code work} on one of the engine's own connections, in autocommit mode. */
    public <T> T onOwnConnection(Function<Connection, T> work) {
        return store.onOwnConnection(work);
    }

    /** Whether a connection of the application leads to the database of these tables. */
    public boolean isDatabaseOf(Connection host) {
        return store.isDatabaseOf(host);
    }

    @Override
    public void close() {
        store.close();
    }
}
