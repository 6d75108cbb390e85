package dev.fermata.engine.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.TreeSet;

/**
 * Takes out of the queue what nobody can go on with. Such runs are never claimed, so they gather at the head of the queue,
 * where every claim would read past them; and whoever looks at the row alone could not tell that they wait for a deploy.
 *
 * <p>A worker that knows the point puts them back when it registers. Parking and registering exclude each other by a lock
 * on the table that every registration writes first and nobody else does: otherwise a run could be parked just after the
 * worker that knows it had looked, and nobody would look again.
 */
final class Parking {

    /** As {@link Claimer#NOT_REFUSED}, for any worker {@code w}. */
    private static final String NOT_REFUSED = """

                and (a.refused_by is null or w.id <> all (a.refused_by))""";

    /** As {@link Claimer#BRANCHES_KNOWN}, for any worker {@code w}: one must know where all branches of a run stand. */
    private static final String BRANCHES_KNOWN = """

                and not exists (select from fermata.branch b
                    where b.run_id = a.run_id and b.resume_point <> all (w.resume_points))""";

    /**
     * Where the oldest due runs stand, of those no worker knows, or none but those that refused them. Who is late with a
     * heartbeat still knows his.
     */
    private static final String LOOK = """
            with head as materialized (
                select a.run_id, a.resume_point, a.refused_by from fermata.active_run a
                where a.worker is null and a.available_at <= fermata.now()
                order by a.available_at, a.run_id limit 1000
            )
            select distinct a.resume_point from head a
            where not exists (select from fermata.worker w
                where w.gone_at is null and a.resume_point = any (w.resume_points)""" + NOT_REFUSED + BRANCHES_KNOWN + ")";

    private static final String EXCLUDE_REGISTRATIONS =
            "set local lock_timeout = '1s'; lock table fermata.task in share row exclusive mode";

    private static final String PARK = """
            with unknown as materialized (
                select a.run_id, a.resume_point from fermata.active_run a
                where a.worker is null and a.available_at <= fermata.now() and a.resume_point = any (?)
                and not exists (select from fermata.worker w
                    where w.gone_at is null and a.resume_point = any (w.resume_points)""" + NOT_REFUSED + BRANCHES_KNOWN + """
                )
                order by a.available_at, a.run_id limit 1000
                for update of a skip locked
            )
            update fermata.active_run a
            set waiting = 'PENDING_VERSION', available_at = 'infinity', updated_at = fermata.now(),
                reason = coalesce(a.reason, 'no running worker knows task ''' || p.task_id || ''' at ''' || coalesce(
                    (select o.label from fermata.branch b join fermata.resume_point o on o.id = b.resume_point
                     where b.run_id = u.run_id
                     and exists (select from fermata.worker w
                        where w.gone_at is null and u.resume_point = any (w.resume_points))
                     and not exists (select from fermata.worker w
                        where w.gone_at is null and u.resume_point = any (w.resume_points)
                        and b.resume_point = any (w.resume_points))
                     order by b.path limit 1), p.label)
                    || '''; deploy a build that does')
            from unknown u join fermata.resume_point p on p.id = u.resume_point
            where a.run_id = u.run_id""";

    /**
     * Nobody can run their {@code finally} blocks either, see {@link RunCanceler}. Asks for canceled runs only, which are
     * few: were it to ask for unclaimed ones too, it might read all that is queued instead.
     */
    private static final String END_CANCELED = """
            with canceled as materialized (
                select run_id, worker, waiting from fermata.active_run where cancel_requested
            ),
            removed as (
                delete from fermata.active_run a
                using canceled c
                where c.worker is null and c.waiting = 'PENDING_VERSION'
                and a.run_id = c.run_id and a.worker is null and a.waiting = 'PENDING_VERSION'
                returning a.run_id, a.started_at
            ),
            unbranched as (
                delete from fermata.branch b using removed d where b.run_id = d.run_id
            )
            update fermata.run r
            set state = 'CANCELED', started_at = d.started_at, finished_at = fermata.now()
            from removed d where r.id = d.run_id""";

    private final Connections connections;
    private final String look;
    private final String excludeRegistrations;
    private final String park;
    private final String endCanceled;

    Parking(Connections connections, SchemaSql schema) {
        this.connections = connections;
        this.look = schema.text(LOOK);
        this.excludeRegistrations = schema.text(EXCLUDE_REGISTRATIONS);
        this.park = schema.text(PARK);
        this.endCanceled = schema.text(END_CANCELED);
    }

    Set<Integer> park(Set<Integer> suspects) {
        Set<Integer> unknown = connections.read(Role.KEEP, connection -> {
            connection.prepared(endCanceled).executeUpdate();
            return points(connection.prepared(look));
        });
        Set<Integer> again = new TreeSet<>(unknown);
        again.retainAll(suspects);
        while (!again.isEmpty() && parkSome(again) > 0) {
            // As long as there are more than one statement takes.
        }
        return unknown;
    }

    private int parkSome(Set<Integer> points) {
        return connections.inTransaction(Role.KEEP, kept -> {
            Connection connection = kept.jdbc();
            try (Statement lock = connection.createStatement();
                    PreparedStatement statement = connection.prepareStatement(park)) {
                lock.execute(excludeRegistrations);
                statement.setArray(1, connection.createArrayOf("int4", points.toArray()));
                return statement.executeUpdate();
            }
        });
    }

    private static Set<Integer> points(PreparedStatement statement) throws SQLException {
        Set<Integer> points = new TreeSet<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                points.add(row.getInt(1));
            }
        }
        return points;
    }
}
