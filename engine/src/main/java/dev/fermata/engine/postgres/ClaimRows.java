package dev.fermata.engine.postgres;

import dev.fermata.engine.model.Claim;
import dev.fermata.engine.model.Claim.Progress;
import dev.fermata.engine.model.RunId;
import dev.fermata.engine.model.StoredFrame;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a worker needs to go on with the runs of a table expression {@code claimed}: their headers and last checkpoints,
 * and then the rows those refer to.
 */
final class ClaimRows {

    static final String SELECT = """
            select c.run_id, c.task_id, c.queue, c.claim_number, c.sequence, c.failed_attempts, c.lost_claims,
                c.cancel_requested, r.payload, coalesce(k.unwinding, false), k.frame, p.label, p.phase, p.variables
            from claimed c
            join fermata.run r on r.id = c.run_id
            left join fermata.checkpoint k on k.run_id = c.run_id and k.sequence = c.sequence
            left join fermata.resume_point p on p.id = k.resume_point
            order by c.available_at, c.run_id""";

    private final FrameRows frames;

    ClaimRows(SchemaSql schema) {
        this.frames = new FrameRows(schema);
    }

    /** A claim that lacks only its frame. */
    private interface Unframed {
        Claim with(Map<UUID, StoredFrame> frames);
    }

    /** @param statement one that ends in {@link #SELECT} */
    List<Claim> read(KeptConnection connection, PreparedStatement statement) throws SQLException {
        List<Unframed> claims = new ArrayList<>();
        List<FrameRows.Last> lasts = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                claims.add(claim(row));
                FrameRows.Last last = last(row);
                if (last != null) {
                    lasts.add(last);
                }
            }
        }
        Map<UUID, StoredFrame> read = frames.read(connection, lasts);
        return claims.stream().map(claim -> claim.with(read)).toList();
    }

    private static Unframed claim(ResultSet row) throws SQLException {
        UUID run = row.getObject(1, UUID.class);
        String taskId = row.getString(2);
        String queue = row.getString(3);
        int number = row.getInt(4);
        int sequence = row.getInt(5);
        int failedAttempts = row.getInt(6);
        int lostClaims = row.getInt(7);
        boolean cancelRequested = row.getBoolean(8);
        byte[] payload = row.getBytes(9);
        boolean unwinding = row.getBoolean(10);
        return frames -> new Claim(
                new RunId(run),
                taskId,
                queue,
                number,
                new Progress(sequence, frames.get(run), failedAttempts, lostClaims, unwinding),
                payload,
                cancelRequested);
    }

    private static FrameRows.@Nullable Last last(ResultSet row) throws SQLException {
        byte[] frame = row.getBytes(11);
        return frame == null
                ? null
                : new FrameRows.Last(
                        row.getObject(1, UUID.class),
                        row.getInt(5),
                        row.getString(12),
                        row.getString(13),
                        row.getString(14),
                        frame);
    }
}
