package dev.fermata.engine.postgres;

import static dev.fermata.jooq.Tables.ACTIVE_RUN;
import static dev.fermata.jooq.Tables.RESUME_POINT;

import dev.fermata.engine.model.Fence;
import dev.fermata.engine.model.RunId;
import dev.fermata.engine.model.TaskRegistration;
import dev.fermata.engine.store.WorkerStore;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@link WorkerStore} on PostgreSQL. */
final class PostgresWorkerStore implements WorkerStore {

    private static final String RENEW = """
            update fermata.worker
            set steady_since = case when lease_until < clock_timestamp() then clock_timestamp() else steady_since end,
                lease_until = clock_timestamp() + ? * interval '1 microsecond'
            where id = ? and epoch = ?""";

    private static final String UNTIL_NEXT = """
            with me as (select w.id, w.resume_points from fermata.worker w where w.id = ? and w.epoch = ?)
            select ceil(extract(epoch from a.available_at - fermata.now()) * 1000000)::bigint
            from fermata.active_run a
            where a.worker is null and a.lost_claims <> 2
            and a.available_at < fermata.now() + ? * interval '1 microsecond'
            and a.resume_point = any ((select resume_points from me)::int[])
            """ + Claimer.BRANCHES_KNOWN + Claimer.NOT_REFUSED + """

            order by a.available_at, a.run_id limit 1""";

    private static final String UNTIL_SUSPECT = UNTIL_NEXT.replace("a.lost_claims <> 2", "a.lost_claims = 2");

    private final Connections connections;
    private final SchemaSql schema;
    private final Registration registration;
    private final TakeOver takeOver;
    private final Parking parking;
    private final String renew;
    private final String untilNext;
    private final String untilSuspect;

    PostgresWorkerStore(Connections connections, SchemaSql schema) {
        this.connections = connections;
        this.schema = schema;
        this.registration = new Registration(connections, schema);
        this.takeOver = new TakeOver(connections, schema);
        this.parking = new Parking(connections, schema);
        this.renew = schema.text(RENEW);
        this.untilNext = schema.text(UNTIL_NEXT);
        this.untilSuspect = schema.text(UNTIL_SUSPECT);
    }

    @Override
    public Map<String, List<TaskRegistration.Point>> resumePoints(Set<String> taskIds) {
        return connections.read(
                Role.KEEP,
                connection -> schema.on(connection.jdbc())
                        .select(RESUME_POINT.TASK_ID, RESUME_POINT.LABEL, RESUME_POINT.PHASE, RESUME_POINT.VARIABLES)
                        .from(RESUME_POINT)
                        .where(RESUME_POINT.TASK_ID.in(taskIds))
                        .fetchGroups(
                                row -> row.value1(),
                                row -> new TaskRegistration.Point(
                                        row.value2(), row.value3(), PointKey.names(row.value4()))));
    }

    @Override
    public Fence register(String name, List<TaskRegistration> tasks, Duration lease) {
        return registration.register(name, tasks, lease);
    }

    @Override
    public boolean renew(Fence fence, Duration lease) {
        return connections.change(Role.KEEP, connection -> {
            PreparedStatement statement = connection.prepared(renew);
            statement.setLong(1, Micros.of(lease));
            statement.setObject(2, fence.worker());
            statement.setInt(3, fence.epoch());
            return statement.executeUpdate() == 1;
        });
    }

    @Override
    public List<RunId> cancelRequests(Fence fence) {
        return connections.read(
                Role.KEEP,
                connection -> schema.on(connection.jdbc())
                        .select(ACTIVE_RUN.RUN_ID)
                        .from(ACTIVE_RUN)
                        .where(ACTIVE_RUN.WORKER.eq(fence.worker()).and(ACTIVE_RUN.CANCEL_REQUESTED))
                        .fetch(row -> new RunId(row.value1())));
    }

    @Override
    public int takeOver(Fence by, Duration lease) {
        return takeOver.takeOver(by, lease);
    }

    @Override
    public Set<Integer> park(Set<Integer> suspects) {
        return parking.park(suspects);
    }

    @Override
    public void deregister(Fence fence) {
        takeOver.leave(fence);
    }

    @Override
    public Duration untilNext(Fence fence, Duration limit) {
        return until(untilNext, fence, limit);
    }

    @Override
    public Duration untilSuspect(Fence fence, Duration limit) {
        return until(untilSuspect, fence, limit);
    }

    private Duration until(String sql, Fence fence, Duration limit) {
        return connections.read(Role.CLAIM, connection -> {
            PreparedStatement statement = connection.prepared(sql);
            statement.setObject(1, fence.worker());
            statement.setInt(2, fence.epoch());
            statement.setLong(3, Micros.of(limit));
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Duration.of(Math.max(0, row.getLong(1)), ChronoUnit.MICROS) : limit;
            }
        });
    }
}
