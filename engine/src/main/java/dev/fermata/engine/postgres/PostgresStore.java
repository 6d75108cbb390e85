package dev.fermata.engine.postgres;

import dev.fermata.engine.store.Stores;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;

/**
 * The ports on one PostgreSQL database, over the engine's own connections. Opening is lazy: making a store touches no
 * database, and a database that is away is met by the first call.
 */
public final class PostgresStore implements AutoCloseable {

    private final Connections connections;
    private final PostgresAttemptStore attempts;
    private final TransactedCheckpointWriter transacted;
    private final PostgresWorkerStore workers;
    private final PostgresPlaceStore places;
    private final PostgresRunStore runs;
    private final PostgresWakeChannel wake;

    public PostgresStore(PostgresSettings settings) {
        Connector connector = new Connector(settings);
        SchemaSql schema = new SchemaSql(settings.schema());
        connections = new Connections(connector, settings.connectTimeout().plus(settings.readTimeout()));
        attempts = new PostgresAttemptStore(connections, schema);
        transacted = new TransactedCheckpointWriter(connections, schema);
        workers = new PostgresWorkerStore(connections, schema);
        places = new PostgresPlaceStore(connections, schema);
        runs = new PostgresRunStore(connections, schema);
        wake = new PostgresWakeChannel(connector, connections, settings.schema());
    }

    /** The ports. */
    public Stores ports() {
        return new Stores(runs, attempts, transacted, workers, places, wake);
    }

    /**
     * Runs {@code work} on one of the engine's own connections, in autocommit mode: for a trigger that joins no
     * transaction of the host.
     */
    public <T> T onOwnConnection(Function<Connection, T> work) {
        return connections.change(Role.ACCEPT, connection -> work.apply(connection.jdbc()));
    }

    /** Whether a connection of the host leads to the database of this store. False also where it cannot tell. */
    public boolean isDatabaseOf(Connection host) {
        String own = connections.read(Role.QUERY, connection -> DatabaseIdentity.of(connection.jdbc()));
        try {
            return own.equals(DatabaseIdentity.of(host));
        } catch (SQLException e) {
            return false;
        }
    }

    /** Ends the threads and cuts all connections, also those in use: drain the worker first. */
    @Override
    public void close() {
        wake.close();
        connections.close();
    }
}
