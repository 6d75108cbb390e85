package dev.fermata.engine.postgres;

import dev.fermata.engine.store.AttemptStore;
import dev.fermata.engine.store.RunStore;
import dev.fermata.engine.store.WakeUps;
import dev.fermata.engine.store.WorkerStore;
import java.sql.Connection;
import java.util.function.Function;

/**
 * The ports on one PostgreSQL database, over the engine's own connections. Opening is lazy: making a store touches no
 * database, and a database that is away is met by the first call.
 */
public final class PostgresStore implements AutoCloseable {

    private final Connections connections;
    private final PostgresAttemptStore attempts;
    private final PostgresWorkerStore workers;
    private final PostgresRunStore runs;
    private final PostgresWakeUps wakeUps;

    public PostgresStore(PostgresSettings settings) {
        Connector connector = new Connector(settings);
        SchemaSql schema = new SchemaSql(settings.schema());
        connections = new Connections(connector);
        attempts = new PostgresAttemptStore(connections, schema);
        workers = new PostgresWorkerStore(connections, schema);
        runs = new PostgresRunStore(connections, schema);
        wakeUps = new PostgresWakeUps(connector, connections, settings.schema());
    }

    public AttemptStore attempts() {
        return attempts;
    }

    public WorkerStore workers() {
        return workers;
    }

    public RunStore runs() {
        return runs;
    }

    public WakeUps wakeUps() {
        return wakeUps;
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
        wakeUps.close();
        connections.close();
    }
}
