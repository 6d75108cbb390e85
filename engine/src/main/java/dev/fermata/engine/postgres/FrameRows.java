package dev.fermata.engine.postgres;

import dev.fermata.engine.model.StoredFrame;
import dev.fermata.engine.postgres.FrameRow.Entry;
import dev.fermata.engine.postgres.FrameRow.Reference;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.zip.DataFormatException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the frames of many runs. Given the last row of each it reads all rows they name in one statement, by primary key;
 * and in a second one what those list, which only lists do that grew to many pieces. A frame that cannot be put together
 * is damaged and stops no other.
 */
final class FrameRows {

    static final String READ = """
            select c.run_id, c.sequence, p.variables, c.frame
            from unnest(?, ?) as i(run, sequence)
            join fermata.checkpoint c on c.run_id = i.run and c.sequence = i.sequence
            join fermata.resume_point p on p.id = c.resume_point""";

    private final String read;

    FrameRows(SchemaSql schema) {
        this.read = schema.text(READ);
    }

    /** The last row of one run, as it was read. */
    record Last(UUID run, int sequence, String label, String phase, String variables, byte[] bytes) {}

    private record Key(UUID run, int sequence) {}

    /** What is known of one run's rows. */
    private static final class Known {
        private final Last last;
        private final Map<Integer, FrameRow> rows = new HashMap<>();
        private @Nullable FrameRow lastRow;
        private @Nullable String damage;

        Known(Last last) {
            this.last = last;
            this.lastRow = add(last.sequence(), last.variables(), last.bytes());
        }

        @Nullable
        FrameRow add(int sequence, String variables, byte[] bytes) {
            try {
                FrameRow row = FrameBytes.read(sequence, PointKey.names(variables), bytes);
                rows.put(sequence, row);
                return row;
            } catch (RuntimeException e) {
                damage = "its row " + sequence + " cannot be read: " + e;
                return null;
            }
        }

        StoredFrame frame() {
            FrameRow complete = lastRow;
            if (damage == null && complete != null) {
                try {
                    return new StoredFrame(
                            last.label(), last.phase(), new FrameAssembler(rows, complete).components());
                } catch (RuntimeException | DataFormatException e) {
                    damage = "it cannot be put together: " + e;
                }
            }
            return StoredFrame.damaged(
                    last.label(),
                    last.phase(),
                    "the stored frame of run " + last.run() + " at checkpoint " + last.sequence() + " is damaged: "
                            + damage + ". Restore the checkpoint table from a backup, or deploy the build that wrote it.");
        }
    }

    /** One frame for each, by run. */
    Map<UUID, StoredFrame> read(KeptConnection connection, List<Last> lasts) throws SQLException {
        Map<UUID, Known> runs = new LinkedHashMap<>();
        lasts.forEach(last -> runs.put(last.run(), new Known(last)));
        Set<Key> named = new LinkedHashSet<>();
        runs.forEach((run, known) -> {
            if (known.lastRow != null) {
                known.lastRow.neededRows().forEach(sequence -> want(run, sequence, known, named));
            }
        });
        fetch(connection, runs, named);
        Set<Key> listed = new LinkedHashSet<>();
        runs.forEach((run, known) -> {
            if (known.lastRow != null) {
                listed(known).forEach(reference -> want(run, reference.sequence(), known, listed));
            }
        });
        fetch(connection, runs, listed);
        Map<UUID, StoredFrame> frames = new HashMap<>();
        runs.forEach((run, known) -> frames.put(run, known.frame()));
        return frames;
    }

    private static void want(UUID run, int sequence, Known known, Set<Key> wanted) {
        if (!known.rows.containsKey(sequence)) {
            wanted.add(new Key(run, sequence));
        }
    }

    private static List<Reference> listed(Known known) {
        List<Reference> listed = new ArrayList<>();
        FrameRow last = known.lastRow;
        if (last != null) {
            for (Entry entry : last.entries()) {
                FrameRow list = known.rows.get(entry.listedAt());
                if (list != null) {
                    list.entries().stream()
                            .filter(same -> same.variables().equals(entry.variables()))
                            .forEach(same -> listed.addAll(same.listed()));
                }
            }
        }
        return listed;
    }

    private void fetch(KeptConnection connection, Map<UUID, Known> runs, Set<Key> keys) throws SQLException {
        if (keys.isEmpty()) {
            return;
        }
        PreparedStatement statement = connection.prepared(read);
        Connection jdbc = connection.jdbc();
        statement.setArray(1, jdbc.createArrayOf("uuid", keys.stream().map(Key::run).toArray()));
        statement.setArray(2, jdbc.createArrayOf("int4", keys.stream().map(Key::sequence).toArray()));
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                Known known = runs.get(row.getObject(1, UUID.class));
                if (known != null) {
                    known.add(row.getInt(2), row.getString(3), row.getBytes(4));
                }
            }
        }
    }
}
