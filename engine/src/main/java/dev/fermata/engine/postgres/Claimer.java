package dev.fermata.engine.postgres;

import dev.fermata.engine.model.Claim;
import dev.fermata.engine.model.Fence;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Hands runs to a worker. The worker's row is locked {@code for share} like in a batch: a worker that is being declared
 * dead must not claim what nobody would give back.
 *
 * <p>A claim whose answer is lost may have claimed runs that nobody here knows of, and they would stand still for as long
 * as this worker lives. So claim statements are numbered. Before the next claim the lost numbers are closed on the
 * worker's row, which waits for a statement the server still executes and turns away one that arrives later, and then
 * what they claimed is read and handed over.
 */
final class Claimer {

    /** Of a run {@code a} whose branches have come somewhere, a worker {@code me} must know all these places as well. */
    static final String BRANCHES_KNOWN = """
            and not exists (select from fermata.branch b
                where b.run_id = a.run_id and b.resume_point <> all ((select resume_points from me)::int[]))""";

    /**
     * A run that a worker could not go on with is for the others: that worker would only claim and refuse it again, and
     * might be first each time. A worker, not a build, is remembered, because what it failed at (a migration that throws)
     * may be mended by a new build with the same places or by a restart with other settings; either registers anew.
     */
    static final String NOT_REFUSED = """
            and (a.refused_by is null or (select id from me) <> all (a.refused_by))""";

    /**
     * The known points come by a scalar subquery, not by a join: a join would keep the planner from reading the index
     * in its order and stopping after the first few.
     */
    private static final String CLAIM = """
            with me as materialized (
                select w.id, w.resume_points from fermata.worker w
                where w.id = ? and w.epoch = ? and w.claims_closed < ? and w.lease_until > clock_timestamp()
                for share
            ),
            next as materialized (
                select a.run_id from fermata.active_run a
                where a.worker is null and a.lost_claims <> 2 and a.available_at <= fermata.now()
                and a.resume_point = any ((select resume_points from me)::int[])
            """ + BRANCHES_KNOWN + NOT_REFUSED + """

                order by a.available_at, a.run_id
                limit ?
                for update skip locked
            ),
            claimed as (
                update fermata.active_run a
                set worker = (select id from me), claim_number = a.claim_number + 1, claim_statement = ?,
                    started_at = coalesce(a.started_at, fermata.now()), updated_at = fermata.now()
                from next n where a.run_id = n.run_id
                returning a.*
            )
            """ + ClaimRows.SELECT;

    private static final String CLAIM_SUSPECT = CLAIM.replace("a.lost_claims <> 2", "a.lost_claims = 2");

    private static final String CLOSE = """
            update fermata.worker set claims_closed = greatest(claims_closed, ?) where id = ? and epoch = ?""";

    /** Counters and sequence of these rows are exact: nothing was written under their claims. */
    private static final String UNANSWERED = """
            with claimed as (
                select a.* from fermata.active_run a where a.worker = ? and a.claim_statement = any (?)
            )
            """ + ClaimRows.SELECT;

    private final Connections connections;
    private final ClaimRows rows;
    private final String claim;
    private final String claimSuspect;
    private final String close;
    private final String unanswered;
    private final AtomicLong statements = new AtomicLong();
    private final Map<Fence, List<Long>> lost = new ConcurrentHashMap<>();

    Claimer(Connections connections, SchemaSql schema) {
        this.connections = connections;
        this.rows = new ClaimRows(schema);
        this.claim = schema.text(CLAIM);
        this.claimSuspect = schema.text(CLAIM_SUSPECT);
        this.close = schema.text(CLOSE);
        this.unanswered = schema.text(UNANSWERED);
    }

    /** Called by one thread at a time for a fence: closing the lost numbers turns away any lower one on its way. */
    List<Claim> claim(Fence fence, int max) {
        return claim(claim, fence, max);
    }

    List<Claim> claimSuspect(Fence fence) {
        return claim(claimSuspect, fence, 1);
    }

    /** May also bring in what an earlier statement of the other kind claimed and was not told. */
    private List<Claim> claim(String sql, Fence fence, int max) {
        List<Long> unread = lost.getOrDefault(fence, List.of());
        if (!unread.isEmpty()) {
            List<Claim> found = unanswered(fence, unread);
            lost.remove(fence);
            if (!found.isEmpty()) {
                return found;
            }
        }
        long number = statements.incrementAndGet();
        // Whatever goes wrong may go wrong after the claim, while the frames are read.
        List<Long> unanswered = lost.computeIfAbsent(fence, key -> new ArrayList<>());
        unanswered.add(number);
        List<Claim> claims = connections.change(Role.CLAIM, connection -> claim(connection, sql, fence, number, max));
        unanswered.remove(number);
        return claims;
    }

    private List<Claim> claim(KeptConnection connection, String sql, Fence fence, long number, int max)
            throws SQLException {
        PreparedStatement statement = connection.prepared(sql);
        statement.setObject(1, fence.worker());
        statement.setInt(2, fence.epoch());
        statement.setLong(3, number);
        statement.setInt(4, max);
        statement.setLong(5, number);
        return rows.read(connection, statement);
    }

    private List<Claim> unanswered(Fence fence, List<Long> numbers) {
        return connections.read(Role.CLAIM, connection -> {
            PreparedStatement closing = connection.prepared(close);
            closing.setLong(1, numbers.stream().mapToLong(Long::longValue).max().orElseThrow());
            closing.setObject(2, fence.worker());
            closing.setInt(3, fence.epoch());
            if (closing.executeUpdate() == 0) {
                return List.of();
            }
            PreparedStatement statement = connection.prepared(unanswered);
            statement.setObject(1, fence.worker());
            statement.setArray(2, connection.jdbc().createArrayOf("int8", numbers.toArray()));
            return rows.read(connection, statement);
        });
    }
}
