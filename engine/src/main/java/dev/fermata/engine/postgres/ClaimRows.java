package dev.fermata.engine.postgres;

import dev.fermata.engine.model.BranchProgress;
import dev.fermata.engine.model.Claim;
import dev.fermata.engine.model.Claim.Progress;
import dev.fermata.engine.model.RunId;
import dev.fermata.engine.model.StoredFrame;
import dev.fermata.machine.ResumePoint;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
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

    /** Only before a fork is a run ever saved there: a step's frame is saved after it. */
    private static final String BEFORE = ResumePoint.Phase.BEFORE.name();

    private final FrameRows frames;
    private final String selectBranches;

    ClaimRows(SchemaSql schema) {
        this.selectBranches = schema.text(BranchRow.SELECT);
        this.frames = new FrameRows(schema);
    }

    /** A claim that lacks only its frame. */
    private interface Unframed {
        Claim with(Map<UUID, StoredFrame> frames, Map<UUID, List<BranchProgress>> branches);
    }

    /** @param statement one that ends in {@link #SELECT} */
    List<Claim> read(KeptConnection connection, PreparedStatement statement) throws SQLException {
        List<Unframed> claims = new ArrayList<>();
        List<FrameRows.Last> lasts = new ArrayList<>();
        List<UUID> forks = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                claims.add(claim(row));
                FrameRows.Last last = last(row);
                if (last != null) {
                    lasts.add(last);
                    if (last.phase().equals(BEFORE)) {
                        forks.add(last.run());
                    }
                }
            }
        }
        Map<UUID, StoredFrame> read = frames.read(connection, lasts);
        Map<UUID, List<BranchProgress>> branches = branches(connection, forks);
        return claims.stream().map(claim -> claim.with(read, branches)).toList();
    }

    private Map<UUID, List<BranchProgress>> branches(KeptConnection connection, List<UUID> forks) throws SQLException {
        Map<UUID, List<BranchProgress>> branches = new HashMap<>();
        if (!forks.isEmpty()) {
            PreparedStatement statement = connection.prepared(selectBranches);
            statement.setArray(1, connection.jdbc().createArrayOf("uuid", forks.toArray()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    branches.computeIfAbsent(row.getObject(1, UUID.class), run -> new ArrayList<>())
                            .add(BranchRow.read(row));
                }
            }
        }
        return branches;
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
        return (frames, branches) -> new Claim(
                new RunId(run),
                taskId,
                queue,
                number,
                new Progress(
                        sequence,
                        frames.get(run),
                        failedAttempts,
                        lostClaims,
                        unwinding,
                        branches.getOrDefault(run, List.of())),
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
