package dev.fermata.engine.postgres;

import dev.fermata.engine.model.Claim;
import dev.fermata.engine.model.Claim.Progress;
import dev.fermata.engine.model.Fence;
import dev.fermata.engine.model.RunId;
import dev.fermata.engine.model.StoredFrame;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Hands runs to a worker. The worker's row is locked {@code for share} like in a batch: a worker that is being declared
 * dead must not claim what nobody would give back.
 */
final class Claimer {

    private static final String ROWS = """
            select c.run_id, c.task_id, c.queue, c.claim_number, c.sequence, c.failed_attempts, c.lost_claims,
                c.cancel_requested, r.payload, k.frame, p.label, p.phase
            from claimed c
            join fermata.run r on r.id = c.run_id
            left join fermata.checkpoint k on k.run_id = c.run_id and k.sequence = c.sequence
            left join fermata.resume_point p on p.id = k.resume_point
            order by c.available_at, c.run_id""";

    /**
     * The known points come by a scalar subquery, not by a join: a join would keep the planner from reading the index
     * in its order and stopping after the first few.
     */
    private static final String CLAIM = """
            with me as materialized (
                select w.id, w.resume_points from fermata.worker w
                where w.id = ? and w.epoch = ? and w.lease_until > clock_timestamp()
                for share
            ),
            next as materialized (
                select a.run_id from fermata.active_run a
                where a.worker is null and a.available_at <= fermata.now()
                and a.resume_point = any ((select resume_points from me)::int[])
                order by a.available_at, a.run_id
                limit ?
                for update skip locked
            ),
            claimed as (
                update fermata.active_run a
                set worker = (select id from me), claim_number = a.claim_number + 1,
                    started_at = coalesce(a.started_at, fermata.now()), updated_at = fermata.now()
                from next n where a.run_id = n.run_id
                returning a.*
            )
            """ + ROWS;

    /** Counters and sequence of the row are exact: a claim whose answer was lost has written nothing under it. */
    private static final String UNANSWERED = """
            with me as materialized (
                select w.id from fermata.worker w
                where w.id = ? and w.epoch = ? and w.lease_until > clock_timestamp()
            ),
            claimed as (
                select a.* from fermata.active_run a
                where a.worker = (select id from me) and a.run_id <> all (?)
            )
            """ + ROWS;

    private final Connections connections;
    private final String claim;
    private final String unanswered;

    Claimer(Connections connections, SchemaSql schema) {
        this.connections = connections;
        this.claim = schema.text(CLAIM);
        this.unanswered = schema.text(UNANSWERED);
    }

    List<Claim> claim(Fence fence, int max) {
        return connections.change(Role.CLAIM, connection -> {
            PreparedStatement statement = connection.prepared(claim);
            statement.setObject(1, fence.worker());
            statement.setInt(2, fence.epoch());
            statement.setInt(3, max);
            return claims(statement);
        });
    }

    List<Claim> unanswered(Fence fence, Collection<RunId> known) {
        UUID[] runs = known.stream().map(RunId::value).toArray(UUID[]::new);
        return connections.read(Role.CLAIM, connection -> {
            PreparedStatement statement = connection.prepared(unanswered);
            statement.setObject(1, fence.worker());
            statement.setInt(2, fence.epoch());
            statement.setArray(3, connection.jdbc().createArrayOf("uuid", runs));
            return claims(statement);
        });
    }

    private static List<Claim> claims(PreparedStatement statement) throws SQLException {
        List<Claim> claims = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                claims.add(new Claim(
                        new RunId(row.getObject(1, UUID.class)),
                        row.getString(2),
                        row.getString(3),
                        row.getInt(4),
                        new Progress(row.getInt(5), frame(row), row.getInt(6), row.getInt(7)),
                        row.getBytes(9),
                        row.getBoolean(8)));
            }
        }
        return claims;
    }

    private static @Nullable StoredFrame frame(ResultSet row) throws SQLException {
        byte[] bytes = row.getBytes(10);
        return bytes == null ? null : FrameBytes.read(row.getString(11), row.getString(12), bytes);
    }
}
