package dev.fermata.engine.postgres;

import dev.fermata.engine.model.RunId;
import dev.fermata.engine.store.RunStore.CancelResult;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Cancels from outside. Ends what no worker holds and no task has begun, or no build can go on with; the rest is marked
 * and made available at once, because only a worker can run its {@code finally} blocks.
 */
final class RunCanceler {

    private static final String END = """
            with removed as (
                delete from fermata.active_run a
                where a.run_id = ? and a.worker is null and (a.sequence = 0 or a.waiting = 'PENDING_VERSION'
                    or a.refused_by is not null and not exists (select from fermata.worker w
                        where w.gone_at is null and a.resume_point = any (w.resume_points)
                        and w.id <> all (a.refused_by)))
                returning a.run_id, a.started_at
            ),
            unbranched as (
                delete from fermata.branch b using removed d where b.run_id = d.run_id
            )
            update fermata.run r
            set state = 'CANCELED', started_at = d.started_at, finished_at = fermata.now()
            from removed d where r.id = d.run_id""";

    private static final String MARK = """
            update fermata.active_run
            set cancel_requested = true,
                available_at = case when worker is null then least(available_at, fermata.now()) else available_at end,
                updated_at = fermata.now()
            where run_id = ? and not cancel_requested""";

    private static final String LOOK = """
            select r.state is not null from fermata.run r where r.id = ?""";

    private final Connections connections;
    private final String end;
    private final String mark;
    private final String look;

    RunCanceler(Connections connections, SchemaSql schema) {
        this.connections = connections;
        this.end = schema.text(END);
        this.mark = schema.text(MARK);
        this.look = schema.text(LOOK);
    }

    /** Each statement stands for itself, and asking again changes nothing, so a lost answer may be asked for again. */
    CancelResult cancel(RunId run) {
        return connections.read(Role.QUERY, connection -> {
            if (update(connection, end, run) == 1) {
                return CancelResult.CANCELED;
            }
            if (update(connection, mark, run) == 1) {
                return CancelResult.REQUESTED;
            }
            PreparedStatement statement = connection.prepared(look);
            statement.setObject(1, run.value());
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return CancelResult.UNKNOWN;
                }
                return row.getBoolean(1) ? CancelResult.ALREADY_FINISHED : CancelResult.REQUESTED;
            }
        });
    }

    private static int update(KeptConnection connection, String sql, RunId run) throws SQLException {
        PreparedStatement statement = connection.prepared(sql);
        statement.setObject(1, run.value());
        return statement.executeUpdate();
    }
}
