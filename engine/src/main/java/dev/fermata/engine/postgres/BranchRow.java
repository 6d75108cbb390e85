package dev.fermata.engine.postgres;

import dev.fermata.engine.model.BranchProgress;
import dev.fermata.engine.model.BranchProgress.BranchEnd;
import dev.fermata.engine.model.BranchProgress.Progress;
import dev.fermata.engine.model.StoredFrame;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a branch that are not plain values.
 *
 * @param point where its frame was saved; null for a failure, and where there is no frame
 * @param delay microseconds until it goes on; null for at once
 */
record BranchRow(
        String state,
        @Nullable PointKey point,
        byte @Nullable [] frame,
        @Nullable Long delay) {

    /** Of a row that is there, only a later write changes anything; one without a frame leaves where it stands. */
    static final String OR_CHANGE = """
            on conflict (run_id, path) do update
            set version = excluded.version, claim_number = excluded.claim_number, state = excluded.state,
                sequence = excluded.sequence, failed_attempts = excluded.failed_attempts, wake_at = excluded.wake_at,
                unwinding = excluded.unwinding,
                resume_point = case when excluded.state = 'ACTIVE' and excluded.frame is null then b.resume_point
                    else excluded.resume_point end,
                frame = case when excluded.state = 'ACTIVE' and excluded.frame is null then b.frame
                    else excluded.frame end
            where b.version < excluded.version""";

    /** Branches of the runs of an array parameter, as {@link #read} reads them. */
    static final String SELECT = """
            select b.run_id, b.path, b.version, b.state, b.sequence, b.failed_attempts, b.unwinding,
                greatest(ceil(extract(epoch from b.wake_at - fermata.now()) * 1000000), 0)::bigint,
                p.label, p.phase, p.variables, b.frame
            from fermata.branch b left join fermata.resume_point p on p.id = b.resume_point
            where b.run_id = any (?)""";

    private static final String ACTIVE = "ACTIVE";

    static BranchRow of(BranchProgress branch) {
        BranchEnd end = branch.end();
        StoredFrame frame = branch.progress().frame();
        Long delay = branch.wakeAfter().isZero() ? null : Micros.of(branch.wakeAfter());
        String state = end == null ? ACTIVE : end.name();
        if (frame == null) {
            return new BranchRow(state, null, null, delay);
        }
        PointKey key = PointKey.of(frame);
        byte[] bytes = FrameBytes.write(branch.progress().sequence(), key.variableNames(), frame);
        // What a failure is kept as is no place of a machine.
        return new BranchRow(state, end == BranchEnd.THREW ? null : key, bytes, delay);
    }

    static BranchProgress read(ResultSet row) throws SQLException {
        String state = row.getString(4);
        BranchEnd end = state.equals(ACTIVE) ? null : BranchEnd.valueOf(state);
        Progress progress = new Progress(row.getInt(5), frame(row), row.getInt(6), row.getBoolean(7));
        return new BranchProgress(
                row.getString(2), row.getInt(3), end, progress, Duration.of(row.getLong(8), ChronoUnit.MICROS));
    }

    private static @Nullable StoredFrame frame(ResultSet row) throws SQLException {
        byte[] frame = row.getBytes(12);
        if (frame == null) {
            return null;
        }
        String label = row.getString(9);
        boolean isFailure = label == null;
        return new KnownRows(new FrameRows.Last(
                        row.getObject(1, UUID.class),
                        row.getInt(5),
                        isFailure ? BranchProgress.FAILURE : label,
                        isFailure ? BranchProgress.FAILURE : row.getString(10),
                        isFailure ? BranchProgress.FAILURE : row.getString(11),
                        frame))
                .frame();
    }
}
