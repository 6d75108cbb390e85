package dev.fermata.engine.postgres;

import dev.fermata.engine.model.Fence;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Gives back what a worker holds that is dead or leaves. First its row is changed, which ends its right to write; then its
 * runs are locked, and read by a later statement, which therefore sees everything that was written.
 */
final class TakeOver {

    /** A worker whose late batch is being written keeps its row locked; it is passed over until the next time. */
    private static final String DECLARE_DEAD = """
            with dead as materialized (
                select w.id from fermata.worker w
                where w.gone_at is null and w.lease_until < clock_timestamp() and w.id <> ?
                and pg_postmaster_start_time() + ? * interval '1 microsecond' < clock_timestamp()
                and exists (select from fermata.worker me
                    where me.id = ? and me.epoch = ? and me.lease_until > clock_timestamp()
                    and me.steady_since + ? * interval '1 microsecond' < clock_timestamp())
                order by w.id
                for update of w skip locked
            )
            update fermata.worker w
            set epoch = w.epoch + 1, gone_at = clock_timestamp(), lease_until = least(w.lease_until, clock_timestamp())
            from dead d where w.id = d.id""";

    private static final String LEAVE = "delete from fermata.worker where id = ? and epoch = ?";

    /**
     * Locks what the dead hold, so that the next statement sees the last checkpoints. A run whose transactional step is
     * committing is passed over until the next time: the step's client may be frozen, and then the server ends it in ten
     * seconds. So this asks for all the dead, not only for those that were just declared so.
     */
    private static final String HELD_BY_DEAD = """
            select coalesce(array_agg(held.run_id), '{}') from (
                select a.run_id from fermata.worker w join fermata.active_run a on a.worker = w.id
                where w.gone_at is not null
                for update of a skip locked) held""";

    /** Of a worker that leaves, whose last steps are just about to be over. */
    private static final String HELD_BY = """
            select coalesce(array_agg(held.run_id), '{}') from (
                select a.run_id from fermata.active_run a
                where a.worker = ? and set_config('lock_timeout', '2s', true) is not null
                order by a.run_id for update) held""";

    private static final String GIVE_BACK = """
            with held as materialized (
                select a.run_id, a.sequence, k.sequence as last_sequence, k.resume_point as last_point,
                    coalesce(k.sequence, b.sequence) is not null as has_advanced
                from fermata.active_run a left join lateral
                    (select c.sequence, c.resume_point from fermata.checkpoint c
                     where c.run_id = a.run_id and c.sequence > a.sequence
                     order by c.sequence desc limit 1) k on true
                left join lateral
                    (select r.sequence from fermata.branch r
                     where r.run_id = a.run_id and r.claim_number = a.claim_number limit 1) b on true
                where a.run_id = any (?)
            )
            update fermata.active_run a
            set worker = null, waiting = 'QUEUED',
                sequence = coalesce(h.last_sequence, a.sequence),
                resume_point = coalesce(h.last_point, a.resume_point),
                failed_attempts = case when h.last_sequence is null then a.failed_attempts else 0 end,
                lost_claims = case when h.has_advanced then 0 else a.lost_claims end + ?,
                last_failure = case when h.last_sequence is null then a.last_failure end,
                refused_by = case when not h.has_advanced then a.refused_by end,
                reason = case when not h.has_advanced then a.reason end,
                updated_at = fermata.now()
            from held h where a.run_id = h.run_id""";

    /** The dead are shown for a day. */
    private static final String FORGET = """
            delete from fermata.worker w where w.gone_at < clock_timestamp() - interval '1 day'
            and not exists (select from fermata.active_run a where a.worker = w.id)""";

    private final Connections connections;
    private final String declareDead;
    private final String leave;
    private final String heldByDead;
    private final String heldBy;
    private final String giveBack;
    private final String forget;

    TakeOver(Connections connections, SchemaSql schema) {
        this.connections = connections;
        this.declareDead = schema.text(DECLARE_DEAD);
        this.leave = schema.text(LEAVE);
        this.heldByDead = schema.text(HELD_BY_DEAD);
        this.heldBy = schema.text(HELD_BY);
        this.giveBack = schema.text(GIVE_BACK);
        this.forget = schema.text(FORGET);
    }

    int takeOver(Fence by, Duration lease) {
        return connections.inTransaction(Role.KEEP, kept -> {
            Connection connection = kept.jdbc();
            try (PreparedStatement declare = connection.prepareStatement(declareDead);
                    PreparedStatement held = connection.prepareStatement(heldByDead);
                    PreparedStatement old = connection.prepareStatement(forget)) {
                declare.setObject(1, by.worker());
                declare.setLong(2, Micros.of(lease));
                declare.setObject(3, by.worker());
                declare.setInt(4, by.epoch());
                declare.setLong(5, Micros.of(lease));
                declare.executeUpdate();
                int given = giveBack(connection, held, 1);
                old.executeUpdate();
                return given;
            }
        });
    }

    void leave(Fence fence) {
        connections.inTransaction(Role.KEEP, kept -> {
            Connection connection = kept.jdbc();
            try (PreparedStatement statement = connection.prepareStatement(leave);
                    PreparedStatement held = connection.prepareStatement(heldBy)) {
                statement.setObject(1, fence.worker());
                statement.setInt(2, fence.epoch());
                if (statement.executeUpdate() == 0) {
                    return 0;
                }
                held.setObject(1, fence.worker());
                return giveBack(connection, held, 0);
            }
        });
    }

    private int giveBack(Connection connection, PreparedStatement held, int lostClaims) throws SQLException {
        try (ResultSet row = held.executeQuery();
                PreparedStatement statement = connection.prepareStatement(giveBack)) {
            row.next();
            Array runs = row.getArray(1);
            if (((Object[]) runs.getArray()).length == 0) {
                return 0;
            }
            statement.setArray(1, runs);
            statement.setInt(2, lostClaims);
            return statement.executeUpdate();
        }
    }
}
