package dev.fermata.engine.postgres;

import dev.fermata.engine.model.Fence;
import dev.fermata.engine.model.WriteResult;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Reads what became of a batch whose answer was lost. */
final class FateReader {

    /** Waits for a batch that the server still executes: that holds the row {@code for share}. */
    private static final String WAIT = """
            select from fermata.worker w
            where w.id = ? and w.epoch = ? and w.lease_until > clock_timestamp()
            for no key update""";

    /**
     * Under a standing fence nobody but this worker gives a claim up, so a claim that is gone was given up by the item
     * that wanted to. Once the fence has fallen it may have been taken, and only checkpoints and ends tell who wrote them.
     */
    private static final String READ = Batch.ITEMS + """

            select i.ord,
                case
                    when i.kind in (1, 2) then c.claim_number is not distinct from i.claim
                    when i.kind = 8 then (b.version, b.claim_number) is not distinct from (i.version, i.claim)
                    when i.kind = 4 then (r.state, r.claim_number) is not distinct from (i.state, i.claim)
                    else ? and a.run_id is null
                end as is_written,
                ? and a.run_id is not null as is_held
            from item i
            left join lateral (
                select k.claim_number from fermata.checkpoint k
                where k.run_id = i.run and k.sequence = i.sequence limit 1) c on true
            left join lateral (
                select w.version, w.claim_number from fermata.branch w
                where w.run_id = i.run and w.path = i.path limit 1) b on true
            left join lateral (
                select e.state, e.claim_number from fermata.run e where e.id = i.run limit 1) r on true
            left join lateral (
                select h.run_id, h.claim_number, h.worker from fermata.active_run h where h.run_id = i.run limit 1) a
                on a.claim_number = i.claim and a.worker = ?""";

    private final Connections connections;
    private final String waitForWriter;
    private final String read;

    FateReader(Connections connections, SchemaSql schema) {
        this.connections = connections;
        this.waitForWriter = schema.text(WAIT);
        this.read = schema.text(READ);
    }

    List<Optional<WriteResult>> read(Fence fence, Batch batch) {
        return connections.inTransaction(Role.COMMIT, connection -> {
            boolean isFenceStanding = lock(connection, fence);
            PreparedStatement statement = connection.prepared(read);
            int at = batch.bindItems(statement, 1);
            statement.setBoolean(at++, isFenceStanding);
            statement.setBoolean(at++, isFenceStanding);
            statement.setObject(at++, fence.worker());
            return fates(statement, batch.size());
        });
    }

    private boolean lock(KeptConnection connection, Fence fence) throws SQLException {
        PreparedStatement statement = connection.prepared(waitForWriter);
        statement.setObject(1, fence.worker());
        statement.setInt(2, fence.epoch());
        try (ResultSet row = statement.executeQuery()) {
            return row.next();
        }
    }

    private static List<Optional<WriteResult>> fates(PreparedStatement statement, int size) throws SQLException {
        List<Optional<WriteResult>> fates =
                new ArrayList<>(Collections.nCopies(size, Optional.of(WriteResult.CLAIM_LOST)));
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                int item = (int) row.getLong(1) - 1;
                if (row.getBoolean(2)) {
                    fates.set(item, Optional.of(WriteResult.WRITTEN));
                } else if (row.getBoolean(3)) {
                    fates.set(item, Optional.empty());
                }
            }
        }
        return fates;
    }
}
