package dev.fermata.engine.postgres;

import dev.fermata.engine.model.AttemptWrite;
import dev.fermata.engine.model.AttemptWrite.BranchCheckpoint;
import dev.fermata.engine.model.AttemptWrite.Checkpoint;
import dev.fermata.engine.model.BranchProgress;
import dev.fermata.engine.model.Fence;
import dev.fermata.engine.model.StoredFrame.Forgets;
import dev.fermata.engine.model.WriteResult;
import dev.fermata.engine.store.StoreException;
import dev.fermata.engine.store.TransactedCheckpoints;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Optional;

/**
 * {@link TransactedCheckpoints} on PostgreSQL.
 *
 * <p>The fence. The transaction is the host's and may be REPEATABLE READ, where locking a row that anybody has updated
 * since the transaction began is an error; and any number of such transactions may commit at a time. So it does not lock
 * the worker's row, which every heartbeat updates and would have to queue for. It locks the run's row {@code for share},
 * and take-over locks those rows, after the worker's, before it reads how far the runs have come. Either the transaction
 * is first, and take-over waits for it and sees its checkpoint; or take-over is first, and the transaction finds the row
 * changed: no longer the claim's in READ COMMITTED, a serialization failure above it.
 */
final class TransactedCheckpointWriter implements TransactedCheckpoints {

    /**
     * The lease is not asked: it only tells others from when on they may take the run, and they take it by changing this
     * row. The commit follows at once, so a server that hears nothing for ten seconds has lost its client, and must not
     * keep the lock until TCP finds out.
     */
    private static final String HELD = """
            with held as materialized (
                select a.run_id, a.task_id, a.claim_number from fermata.active_run a
                where a.run_id = ? and a.claim_number = ? and a.worker = ?
                and exists (select from fermata.worker w where w.id = a.worker and w.epoch = ?)
                for share of a
            )""";

    private static final String WRITE = HELD + """
            ,
            forgotten as (
                delete from fermata.checkpoint c
                using held h
                where c.run_id = h.run_id and c.sequence < ? and c.sequence <> all (?::int[])
            )
            insert into fermata.checkpoint
                (run_id, sequence, resume_point, claim_number, attempts, duration_us, unwinding, committed_at, frame)
            select h.run_id, ?, p.id, h.claim_number, ?, ?, ?, fermata.now(), ?
            from held h left join fermata.resume_point p on p.task_id = h.task_id and p.digest = ?
            where set_config('idle_in_transaction_session_timeout', '10s', true) is not null
            on conflict (run_id, sequence) do nothing""";

    private static final String WRITE_BRANCH = HELD + """

            insert into fermata.branch as b
                (run_id, path, version, claim_number, state, sequence, resume_point, failed_attempts, wake_at,
                 unwinding, frame)
            select h.run_id, ?, ?, h.claim_number, ?, ?, p.id, ?, null, ?, ?
            from held h left join fermata.resume_point p on p.task_id = h.task_id and p.digest = ?
            where set_config('idle_in_transaction_session_timeout', '10s', true) is not null
            """ + BranchRow.OR_CHANGE;

    private static final String WAIT = "select from fermata.active_run where run_id = ? for no key update";

    private static final String READ = """
            select
                exists (select from fermata.checkpoint c
                    where c.run_id = ? and c.sequence = ? and c.claim_number = ?)
                or exists (select from fermata.branch b
                    where b.run_id = ? and b.path = ? and b.version = ? and b.claim_number = ?),
                exists (select from fermata.active_run a join fermata.worker w on w.id = a.worker
                    where a.run_id = ? and a.claim_number = ? and w.id = ? and w.epoch = ?)""";

    private static final String ALREADY_ABORTED = "25P02";

    private final Connections connections;
    private final String write;
    private final String writeBranch;
    private final String waitForCommit;
    private final String read;

    TransactedCheckpointWriter(Connections connections, SchemaSql schema) {
        this.connections = connections;
        this.write = schema.text(WRITE);
        this.writeBranch = schema.text(WRITE_BRANCH);
        this.waitForCommit = schema.text(WAIT);
        this.read = schema.text(READ);
    }

    @Override
    public WriteResult write(Connection connection, Fence fence, AttemptWrite checkpoint) {
        try {
            if (connection.getAutoCommit()) {
                throw notInTransaction();
            }
            int rows = checkpoint instanceof BranchCheckpoint branch
                    ? write(connection, fence, branch)
                    : write(connection, fence, (Checkpoint) checkpoint);
            return rows == 1 ? WriteResult.WRITTEN : WriteResult.CLAIM_LOST;
        } catch (SQLException e) {
            throw ALREADY_ABORTED.equals(e.getSQLState()) ? alreadyAborted(checkpoint, e) : Failures.of(e);
        }
    }

    private int write(Connection connection, Fence fence, Checkpoint checkpoint) throws SQLException {
        PointKey point = PointKey.of(checkpoint.frame());
        try (PreparedStatement statement = connection.prepareStatement(write)) {
            int at = bindHeld(statement, fence, checkpoint);
            Forgets forgets = checkpoint.frame().forgets();
            statement.setObject(at++, forgets == null ? null : forgets.before(), Types.INTEGER);
            statement.setString(at++, forgets == null ? null : Batch.literal(forgets.needed()));
            statement.setInt(at++, checkpoint.sequence());
            statement.setInt(at++, checkpoint.step().attempts());
            statement.setLong(at++, checkpoint.step().durationMicros());
            statement.setBoolean(at++, checkpoint.unwinding());
            statement.setBytes(
                    at++, FrameBytes.write(checkpoint.sequence(), point.variableNames(), checkpoint.frame()));
            statement.setObject(at, point.digest());
            return statement.executeUpdate();
        }
    }

    private int write(Connection connection, Fence fence, BranchCheckpoint checkpoint) throws SQLException {
        BranchProgress branch = checkpoint.branch();
        BranchRow row = BranchRow.of(branch);
        try (PreparedStatement statement = connection.prepareStatement(writeBranch)) {
            int at = bindHeld(statement, fence, checkpoint);
            statement.setString(at++, branch.path());
            statement.setInt(at++, branch.version());
            statement.setString(at++, row.state());
            statement.setInt(at++, branch.progress().sequence());
            statement.setInt(at++, branch.progress().failedAttempts());
            statement.setBoolean(at++, branch.progress().unwinding());
            statement.setBytes(at++, row.frame());
            PointKey point = row.point();
            statement.setObject(at, point == null ? null : point.digest(), Types.OTHER);
            return statement.executeUpdate();
        }
    }

    private static int bindHeld(PreparedStatement statement, Fence fence, AttemptWrite checkpoint) throws SQLException {
        statement.setObject(1, checkpoint.run().value());
        statement.setInt(2, checkpoint.claim());
        statement.setObject(3, fence.worker());
        statement.setInt(4, fence.epoch());
        return 5;
    }

    @Override
    public Optional<WriteResult> reread(Fence fence, AttemptWrite checkpoint) {
        // Not on the committing connection: this may have to wait.
        return connections.inTransaction(Role.QUERY, connection -> {
            PreparedStatement waiting = connection.prepared(waitForCommit);
            waiting.setObject(1, checkpoint.run().value());
            waiting.executeQuery().close();
            PreparedStatement statement = connection.prepared(read);
            int at = 1;
            statement.setObject(at++, checkpoint.run().value());
            statement.setObject(at++, checkpoint instanceof Checkpoint own ? own.sequence() : null, Types.INTEGER);
            statement.setInt(at++, checkpoint.claim());
            BranchProgress branch = checkpoint instanceof BranchCheckpoint it ? it.branch() : null;
            statement.setObject(at++, checkpoint.run().value());
            statement.setString(at++, branch == null ? null : branch.path());
            statement.setObject(at++, branch == null ? null : branch.version(), Types.INTEGER);
            statement.setInt(at++, checkpoint.claim());
            statement.setObject(at++, checkpoint.run().value());
            statement.setInt(at++, checkpoint.claim());
            statement.setObject(at++, fence.worker());
            statement.setInt(at, fence.epoch());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                if (row.getBoolean(1)) {
                    return Optional.of(WriteResult.WRITTEN);
                }
                return row.getBoolean(2) ? Optional.empty() : Optional.of(WriteResult.CLAIM_LOST);
            }
        });
    }

    @Override
    public Reason reasonOf(Throwable failure) {
        return TransactionEnd.of(failure);
    }

    private static StoreException notInTransaction() {
        return new StoreException(
                "FERMATA-5009",
                "the connection of a transactional step is in autocommit mode, so its checkpoint could not be part of the"
                        + " step's transaction. Use a transaction manager that begins transactions on this DataSource",
                new IllegalStateException("autocommit"));
    }

    private static StoreException alreadyAborted(AttemptWrite checkpoint, SQLException e) {
        return new StoreException(
                "FERMATA-5008",
                "a statement of the step failed, the step caught that and returned, but PostgreSQL had already given up"
                        + " its transaction (" + checkpoint.run() + ")."
                        + " Let the exception out of the step, or run the statement that may fail in a savepoint",
                e);
    }
}
