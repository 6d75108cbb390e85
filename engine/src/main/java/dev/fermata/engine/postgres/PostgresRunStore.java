package dev.fermata.engine.postgres;

import static dev.fermata.jooq.Tables.TASK;

import dev.fermata.engine.model.NewRun;
import dev.fermata.engine.model.RunId;
import dev.fermata.engine.model.RunRecord;
import dev.fermata.engine.store.RunStore;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;

/** {@link RunStore} on PostgreSQL. */
final class PostgresRunStore implements RunStore {

    private final Connections connections;
    private final SchemaSql schema;
    private final RunAcceptor acceptor;
    private final RunReader reader;
    private final RunCanceler canceler;

    PostgresRunStore(Connections connections, SchemaSql schema) {
        this.connections = connections;
        this.schema = schema;
        this.acceptor = new RunAcceptor(new StartPoints(connections, schema), schema);
        this.reader = new RunReader(connections, schema);
        this.canceler = new RunCanceler(connections, schema);
    }

    @Override
    public List<Accepted> accept(Connection connection, List<NewRun> runs) {
        return acceptor.accept(connection, runs);
    }

    @Override
    public Optional<RunRecord> find(RunId run) {
        return reader.find(run);
    }

    @Override
    public CancelResult cancel(RunId run) {
        return canceler.cancel(run);
    }

    @Override
    public Optional<String> queueOf(String taskId) {
        return connections.read(
                Role.QUERY,
                connection -> schema.on(connection.jdbc())
                        .select(TASK.QUEUE)
                        .from(TASK)
                        .where(TASK.TASK_ID.eq(taskId))
                        .fetchOptional(TASK.QUEUE));
    }
}
