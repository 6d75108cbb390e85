package dev.fermata.engine.postgres;

import dev.fermata.engine.store.Stores;
import java.sql.Connection;
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
    private final PostgresRunStore runs;
    private final PostgresWakeChannel wake;

    public PostgresStore(PostgresSettings settings) {
        Connector connector = new Connector(settings);
        SchemaSql schema = new SchemaSql(settings.schema());
        connections = new Connections(connector);
        attempts = new PostgresAttemptStore(connections, schema);
        transacted = new TransactedCheckpointWriter(connections, schema);
        workers = new PostgresWorkerStore(connections, schema);
        runs = new PostgresRunStore(connections, schema);
        wake = new PostgresWakeChannel(connector, connections, settings.schema());
    }

    /** The ports. */
    public Stores ports() {
        return new Stores(runs, attempts, transacted, workers, wake);
    }

    /**
     * Runs {@code work} on one of the engine's own connections, in autocommit mode: for a trigger that joins no
     * transaction of the host.
     */
    public <T> T onOwnConnection(Function<Connection, T> work) {
        return connections.change(Role.QUERY, connection -> work.apply(connection.jdbc()));
    }

    /** Ends the threads and cuts all connections, also those in use: drain the worker first. */
    @Override
    public void close() {
        wake.close();
        connections.close();
    }
}
