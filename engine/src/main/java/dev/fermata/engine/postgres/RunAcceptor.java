package dev.fermata.engine.postgres;

import dev.fermata.engine.model.NewRun;
import dev.fermata.engine.model.RunId;
import dev.fermata.engine.store.RunStore.Accepted;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * Stores runs on the caller's connection: one statement when no key is taken, a second for the keys that are. Neither
 * fails when a key is taken, so the caller's transaction and savepoints stand; a key that an open transaction has taken
 * is waited for.
 */
final class RunAcceptor {

    /**
     * The request key comes first: only a request that is new may take an idempotency key. Keys are taken in sorted
     * order, so that two batches wait for each other and never in a circle.
     */
    private static final String ACCEPT = """
            with item as materialized (
                select * from unnest(?, ?, ?, ?, ?, ?, ?, ?)
                    as i(id, task_id, queue, payload, idempotency_key, request_key, delay, start_point)
            ),
            request as (
                insert into fermata.request_key (key, run_id, created_at)
                select request_key, id, fermata.now() from item where request_key is not null order by request_key
                on conflict do nothing returning run_id
            ),
            fresh as materialized (
                select * from item where request_key is null or id in (select run_id from request)
            ),
            idempotency as (
                insert into fermata.idempotency_key (task_id, key, run_id, created_at)
                select task_id, idempotency_key, id, fermata.now() from fresh where idempotency_key is not null
                order by task_id, idempotency_key
                on conflict do nothing returning run_id
            ),
            accepted as materialized (
                select * from fresh where idempotency_key is null or id in (select run_id from idempotency)
            ),
            header as (
                insert into fermata.run (id, task_id, queue, payload, idempotency_key, created_at)
                select id, task_id, queue, payload, idempotency_key, fermata.now() from accepted
            ),
            active as (
                insert into fermata.active_run
                    (run_id, task_id, queue, resume_point, available_at, waiting, updated_at)
                select id, task_id, queue, start_point, fermata.now() + delay * interval '1 microsecond',
                    case when delay > 0 then 'DELAYED' else 'QUEUED' end, fermata.now()
                from accepted
            )
            select id from accepted""";

    /** A request that was new but met a taken idempotency key has stored its own id: it gets the earlier run's. */
    private static final String REQUEST_MEANS_EARLIER = """
            update fermata.request_key r set run_id = k.run_id
            from unnest(?, ?, ?, ?) as i(id, task_id, idempotency_key, request_key)
            join fermata.idempotency_key k on k.task_id = i.task_id and k.key = i.idempotency_key
            where r.key = i.request_key and r.run_id = i.id""";

    private static final String EARLIER = """
            select i.id, coalesce(r.run_id, k.run_id)
            from unnest(?, ?, ?, ?) as i(id, task_id, idempotency_key, request_key)
            left join fermata.request_key r on r.key = i.request_key
            left join fermata.idempotency_key k on k.task_id = i.task_id and k.key = i.idempotency_key""";

    private final StartPoints startPoints;
    private final String accept;
    private final String requestMeansEarlier;
    private final String earlier;

    RunAcceptor(StartPoints startPoints, SchemaSql schema) {
        this.startPoints = startPoints;
        this.accept = schema.text(ACCEPT);
        this.requestMeansEarlier = schema.text(REQUEST_MEANS_EARLIER);
        this.earlier = schema.text(EARLIER);
    }

    List<Accepted> accept(Connection connection, List<NewRun> runs) {
        if (runs.isEmpty()) {
            return List.of();
        }
        try {
            Set<UUID> stored = store(connection, runs);
            List<NewRun> others = runs.stream()
                    .filter(run -> !stored.contains(run.id().value()))
                    .toList();
            java.util.Map<UUID, UUID> cached = others.isEmpty() ? java.util.Map.of() : earlier(connection, others);
            List<Accepted> answers = new ArrayList<>(runs.size());
            for (NewRun run : runs) {
                UUID known = cached.get(run.id().value());
                answers.add(new Accepted(known == null ? run.id() : new RunId(known), known != null));
            }
            return answers;
        } catch (SQLException e) {
            throw Failures.of(e);
        }
    }

    private Set<UUID> store(Connection connection, List<NewRun> runs) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(accept)) {
            setArray(statement, 1, "uuid", runs, run -> run.id().value());
            setArray(statement, 2, "text", runs, NewRun::taskId);
            setArray(statement, 3, "text", runs, NewRun::queue);
            statement.setArray(
                    4,
                    connection.createArrayOf(
                            "bytea", runs.stream().map(NewRun::payload).toArray(byte[][]::new)));
            setArray(statement, 5, "text", runs, NewRun::idempotencyKey);
            setArray(statement, 6, "text", runs, NewRun::requestKey);
            setArray(statement, 7, "int8", runs, run -> Micros.of(run.delay()));
            setArray(statement, 8, "int4", runs, run -> startPoints.of(run.taskId()));
            Set<UUID> stored = new HashSet<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    stored.add(row.getObject(1, UUID.class));
                }
            }
            return stored;
        }
    }

    private java.util.Map<UUID, UUID> earlier(Connection connection, List<NewRun> runs) throws SQLException {
        if (runs.stream().anyMatch(run -> run.requestKey() != null && run.idempotencyKey() != null)) {
            try (PreparedStatement statement = connection.prepareStatement(requestMeansEarlier)) {
                bindKeys(statement, runs);
                statement.executeUpdate();
            }
        }
        java.util.Map<UUID, UUID> found = new java.util.HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(earlier)) {
            bindKeys(statement, runs);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    found.put(row.getObject(1, UUID.class), row.getObject(2, UUID.class));
                }
            }
        }
        return found;
    }

    private static void bindKeys(PreparedStatement statement, List<NewRun> runs) throws SQLException {
        setArray(statement, 1, "uuid", runs, run -> run.id().value());
        setArray(statement, 2, "text", runs, NewRun::taskId);
        setArray(statement, 3, "text", runs, NewRun::idempotencyKey);
        setArray(statement, 4, "text", runs, NewRun::requestKey);
    }

    private static void setArray(
            PreparedStatement statement,
            int at,
            String type,
            List<NewRun> runs,
            Function<NewRun, @org.jspecify.annotations.Nullable Object> column)
            throws SQLException {
        statement.setArray(
                at,
                statement
                        .getConnection()
                        .createArrayOf(type, runs.stream().map(column).toArray()));
    }
}
