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
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a worker needs to go on with the runs of a table expression {@code claimed}. */
final class ClaimRows {

    static final String SELECT = """
            select c.run_id, c.task_id, c.queue, c.claim_number, c.sequence, c.failed_attempts, c.lost_claims,
                c.cancel_requested, r.payload, k.frame, p.label, p.phase, coalesce(k.unwinding, false)
            from claimed c
            join fermata.run r on r.id = c.run_id
            left join fermata.checkpoint k on k.run_id = c.run_id and k.sequence = c.sequence
            left join fermata.resume_point p on p.id = k.resume_point
            order by c.available_at, c.run_id""";

    private ClaimRows() {}

    static List<Claim> read(PreparedStatement statement) throws SQLException {
        List<Claim> claims = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                claims.add(new Claim(
                        new RunId(row.getObject(1, UUID.class)),
                        row.getString(2),
                        row.getString(3),
                        row.getInt(4),
                        new Progress(row.getInt(5), frame(row), row.getInt(6), row.getInt(7), row.getBoolean(13)),
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
