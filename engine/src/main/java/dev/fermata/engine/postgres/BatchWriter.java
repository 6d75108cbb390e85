package dev.fermata.engine.postgres;

import dev.fermata.engine.model.Fence;
import dev.fermata.engine.model.WriteResult;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Arrays;
import java.util.List;

/**
 * Makes a batch durable in one statement.
 *
 * <p>The fence. The statement locks the worker's row {@code for share} and so meets whoever declares the worker dead on
 * that row: either the batch is first, and take-over sees what it wrote, or take-over is first, and the statement finds
 * the row changed, reads it again and writes nothing. Only that row is read again after waiting; {@code active_run} is
 * read as it was when the statement began. That is enough, because a claim is taken from a living worker by nobody but
 * the worker itself, through this very statement, and from a dead one only after its row has changed.
 *
 * <p>The limit in {@code held} keeps the planner from reading all that the worker holds, and all it ever held since the
 * last vacuum, to look the items up in that.
 *
 * <p>Writing a batch again whose first writing is still on its way (its connection broke, the server does not know yet)
 * changes nothing twice: a checkpoint finds itself, and whatever gives a claim up finds it given up.
 */
final class BatchWriter {

    private static final String WRITE = Batch.ITEMS + """
            ,
            fence as materialized (
                select w.id from fermata.worker w
                where w.id = ? and w.epoch = ? and w.lease_until > clock_timestamp()
                for share
            ),
            point as (select ? as digest),
            held as materialized (
                select i.*, a.task_id, a.queue, a.started_at, a.sequence as known_sequence,
                    a.failed_attempts, a.lost_claims,
                    (select p.id from fermata.resume_point p
                     where p.task_id = a.task_id and p.digest = n.digest[i.point]) as resume_point
                from fence f cross join point n cross join item i
                cross join lateral (select * from fermata.active_run r where r.run_id = i.run limit 1) a
                where a.claim_number = i.claim and a.worker = f.id
            ),
            checkpointed as (
                insert into fermata.checkpoint
                    (run_id, sequence, resume_point, claim_number, attempts, duration_us, unwinding,
                     committed_at, frame)
                select run, sequence, resume_point, claim, attempts, duration, unwinding, fermata.now(), body
                from held where kind in (1, 2)
                on conflict (run_id, sequence) do nothing
            ),
            branched as (
                insert into fermata.branch as b
                    (run_id, path, version, claim_number, state, sequence, resume_point, failed_attempts, wake_at,
                     unwinding, frame)
                select run, path, version, claim, state, sequence, resume_point, attempts,
                    fermata.now() + delay * interval '1 microsecond', unwinding, body
                from held where kind = 8
            """ + BranchRow.OR_CHANGE + """
            ),
            joining as materialized (
                select run, path from held where joins
            ),
            joined as (
                delete from fermata.branch b
                using joining j
                where b.run_id = j.run and (j.path is null or starts_with(b.path, j.path || '/'))
            ),
            forgetting as materialized (
                select run, forget, needed::int[] as needed from held where forget is not null
            ),
            forgotten as (
                delete from fermata.checkpoint c
                using forgetting f
                where c.run_id = f.run and c.sequence < f.forget and c.sequence <> all (f.needed)
            ),
            suspended as (
                update fermata.active_run a
                set worker = null, waiting = 'WAITING', resume_point = h.resume_point, sequence = h.sequence,
                    available_at = case when a.cancel_requested then fermata.now()
                        else fermata.now() + h.delay * interval '1 microsecond' end,
                    failed_attempts = 0, lost_claims = 0, last_failure = null, refused_by = null, reason = null,
                    updated_at = fermata.now()
                from held h where h.kind = 2 and a.run_id = h.run and a.claim_number = h.claim
            ),
            standing as (
                select h.*, coalesce(k.sequence, 0) as last_sequence, k.resume_point as last_point
                from held h left join lateral
                    (select c.sequence, c.resume_point from fermata.checkpoint c
                     where c.run_id = h.run and h.state is distinct from 'COMPLETED'
                     order by c.sequence desc limit 1) k on true
                where h.kind in (3, 4, 5, 6, 7, 9)
            ),
            given_back as (
                update fermata.active_run a
                set worker = null,
                    waiting = case when s.kind in (5, 6) then 'QUEUED' else 'WAITING' end,
                    reason = case when s.kind = 6 then convert_from(s.body, 'UTF8')
                        when s.kind <> 7 and s.last_sequence = a.sequence then a.reason end,
                    refused_by = case
                        when s.kind = 6 then array(
                            select w.id from fermata.worker w
                            where w.gone_at is null and w.id = any (
                                (case when s.last_sequence = a.sequence then a.refused_by end) || a.worker))
                        when s.kind <> 7 and s.last_sequence = a.sequence then a.refused_by end,
                    resume_point = coalesce(s.last_point, a.resume_point),
                    sequence = s.last_sequence,
                    available_at = case when s.kind in (5, 6) then a.available_at
                        when a.cancel_requested then fermata.now()
                        else fermata.now() + s.delay * interval '1 microsecond' end,
                    failed_attempts = case when s.kind = 3 then s.attempts
                        when s.last_sequence > a.sequence then 0 else a.failed_attempts end,
                    lost_claims = case when s.kind = 7 or s.last_sequence > a.sequence then 0
                        when s.kind = 9 and exists (select from fermata.branch b
                            where b.run_id = s.run and b.claim_number = s.claim) then 0
                        else a.lost_claims end + case s.kind when 9 then 1 else 0 end,
                    last_failure = case when s.kind = 3 then s.body
                        when s.last_sequence > a.sequence then null else a.last_failure end,
                    updated_at = fermata.now()
                from standing s where s.kind <> 4 and a.run_id = s.run and a.claim_number = s.claim
            ),
            ended as (
                update fermata.run r
                set state = s.state, claim_number = s.claim,
                    output = case when s.state = 'COMPLETED' then s.body end,
                    failure = case when s.state <> 'COMPLETED' then s.body end,
                    started_at = s.started_at, finished_at = fermata.now()
                from standing s where s.kind = 4 and r.id = s.run
            ),
            removed as (
                delete from fermata.active_run a
                using standing s where s.kind = 4 and a.run_id = s.run and a.claim_number = s.claim
            ),
            unbranched as (
                delete from fermata.branch b
                using standing s where s.kind = 4 and s.state <> 'COMPLETED' and b.run_id = s.run
            ),
            dead as (
                insert into fermata.dead_letter
                    (run_id, task_id, queue, state, sequence, failed_attempts, lost_claims, created_at)
                select run, task_id, queue, state, last_sequence,
                    case when last_sequence > known_sequence then 0 else failed_attempts end,
                    case when last_sequence > known_sequence then 0 else lost_claims end, fermata.now()
                from standing where kind = 4 and state in ('FAILED', 'CRASHED')
            )
            select ord from held""";

    private final Connections connections;
    private final String write;

    BatchWriter(Connections connections, SchemaSql schema) {
        this.connections = connections;
        this.write = schema.text(WRITE);
    }

    List<WriteResult> write(Fence fence, Batch batch) {
        return connections.change(Role.COMMIT, connection -> {
            PreparedStatement statement = connection.prepared(write);
            int at = batch.bindItems(statement, 1);
            statement.setObject(at++, fence.worker());
            statement.setInt(at++, fence.epoch());
            batch.bindPoints(statement, at);
            WriteResult[] results = new WriteResult[batch.size()];
            Arrays.fill(results, WriteResult.CLAIM_LOST);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    results[(int) rows.getLong(1) - 1] = WriteResult.WRITTEN;
                }
            }
            return List.of(results);
        });
    }
}
