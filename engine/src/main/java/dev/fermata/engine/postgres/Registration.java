package dev.fermata.engine.postgres;

import dev.fermata.engine.model.Fence;
import dev.fermata.engine.model.TaskRegistration;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/**
 * Adds a worker with what it can run, and makes runs claimable again that were parked where it can go on. Rows that
 * workers share are written in one order, so that workers starting together wait for each other and never in a circle.
 */
final class Registration {

    private static final String TASKS = """
            insert into fermata.task (task_id, queue, registered_at)
            select t.task_id, t.queue, fermata.now() from unnest(?, ?) as t(task_id, queue) order by t.task_id
            on conflict (task_id) do update set queue = excluded.queue, registered_at = excluded.registered_at""";

    private static final String POINTS = """
            insert into fermata.resume_point (task_id, label, phase, variables, digest)
            select n.* from unnest(?, ?, ?, ?, ?) as n(task_id, label, phase, variables, digest)
            where not exists (select from fermata.resume_point p
                where (p.task_id, p.digest) = (n.task_id, n.digest))
            order by n.task_id, n.digest
            on conflict do nothing""";

    /** A statement after the insert, so that it sees what others inserted while this one waited. */
    private static final String WORKER = """
            insert into fermata.worker (id, name, epoch, lease_until, steady_since, started_at, resume_points)
            select ?, ?, 1, clock_timestamp() + ? * interval '1 microsecond', clock_timestamp(), clock_timestamp(),
                coalesce(array_agg(p.id order by p.id), '{}')
            from unnest(?, ?) as n(task_id, digest)
            join fermata.resume_point p on (p.task_id, p.digest) = (n.task_id, n.digest)
            returning resume_points""";

    /**
     * Asks for parked runs only: were it to ask for unclaimed ones too, it might read all that is queued instead. Those
     * whose branches stand where the worker cannot go on stay parked. What stands behind an or is no exists: that would read
     * all branches there are, into a hash table.
     */
    private static final String UNPARK = """
            with me as materialized (
                select ?::int[] as known, ?::int[] as learnt
            ),
            parked as materialized (
                select a.run_id, a.worker from fermata.active_run a
                where a.waiting = 'PENDING_VERSION' and a.resume_point = any ((select known from me)::int[])
                and not exists (select from fermata.branch b
                    where b.run_id = a.run_id and b.resume_point <> all ((select known from me)::int[]))
                and (a.resume_point = any ((select learnt from me)::int[]) or
                    (select true from fermata.branch b where b.run_id = a.run_id
                        and b.resume_point = any ((select learnt from me)::int[]) limit 1))
                for update
            )
            update fermata.active_run a
            set waiting = 'QUEUED', reason = case when a.refused_by is not null then a.reason end,
                available_at = fermata.now(), updated_at = fermata.now()
            from parked p where a.run_id = p.run_id and p.worker is null""";

    private final Connections connections;
    private final String tasks;
    private final String points;
    private final String worker;
    private final String unpark;

    Registration(Connections connections, SchemaSql schema) {
        this.connections = connections;
        this.tasks = schema.text(TASKS);
        this.points = schema.text(POINTS);
        this.worker = schema.text(WORKER);
        this.unpark = schema.text(UNPARK);
    }

    Fence register(String name, List<TaskRegistration> registrations, Duration lease) {
        List<TaskRegistration> sorted = registrations.stream()
                .sorted(Comparator.comparing(TaskRegistration::taskId))
                .toList();
        PointRows rows = PointRows.of(sorted);
        UUID id = UUID.randomUUID();
        return connections.inTransaction(Role.KEEP, kept -> {
            Connection connection = kept.jdbc();
            try (PreparedStatement statement = connection.prepareStatement(tasks)) {
                PointRows.setTexts(statement, 1, sorted.stream().map(TaskRegistration::taskId));
                PointRows.setTexts(statement, 2, sorted.stream().map(TaskRegistration::queue));
                statement.executeUpdate();
            }
            insertPoints(connection, rows);
            Array known = insertWorker(connection, id, name, lease, rows);
            unpark(connection, known, known);
            return new Fence(id, 1);
        });
    }

    /** Adds points that are not there yet. */
    void insertPoints(Connection connection, PointRows rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(points)) {
            rows.bindAll(statement, 1);
            statement.executeUpdate();
        }
    }

    /**
     * Makes runs claimable that are parked where a worker can go on now.
     *
     * @param known all places that the worker knows
     * @param learnt those of them that are new to it
     */
    void unpark(Connection connection, Array known, Array learnt) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(unpark)) {
            statement.setArray(1, known);
            statement.setArray(2, learnt);
            statement.executeUpdate();
        }
    }

    private Array insertWorker(Connection connection, UUID id, String name, Duration lease, PointRows rows)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(worker)) {
            statement.setObject(1, id);
            statement.setString(2, name);
            statement.setLong(3, Micros.of(lease));
            rows.bindKeys(statement, 4);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getArray(1);
            }
        }
    }
}
