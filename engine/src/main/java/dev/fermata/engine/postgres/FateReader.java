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
                    when i.kind in (1, 2) then exists (
                        select from fermata.checkpoint c
                        where c.run_id = i.run and c.sequence = i.sequence and c.claim_number = i.claim)
                    when i.kind = 4 then exists (
                        select from fermata.run r
                        where r.id = i.run and r.state = i.state and r.claim_number = i.claim)
                    else ? and not k.stands
                end as is_written,
                ? and k.stands as is_held
            from item i cross join lateral (
                select exists (
                    select from fermata.active_run a
                    where a.run_id = i.run and a.claim_number = i.claim and a.worker = ?) as stands) k""";

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
