package dev.fermata.engine.postgres;

import dev.fermata.engine.model.StoredFrame;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

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

    /** One frame for each, by run. */
    Map<UUID, StoredFrame> read(KeptConnection connection, List<Last> lasts) throws SQLException {
        Map<UUID, KnownRows> runs = new LinkedHashMap<>();
        lasts.forEach(last -> runs.put(last.run(), new KnownRows(last)));
        fetch(connection, runs, KnownRows::named);
        fetch(connection, runs, KnownRows::listed);
        Map<UUID, StoredFrame> frames = new HashMap<>();
        runs.forEach((run, known) -> frames.put(run, known.frame()));
        return frames;
    }

    private void fetch(KeptConnection connection, Map<UUID, KnownRows> runs, Function<KnownRows, Set<Integer>> wanted)
            throws SQLException {
        List<UUID> ids = new ArrayList<>();
        List<Integer> sequences = new ArrayList<>();
        runs.forEach((run, known) -> wanted.apply(known).forEach(sequence -> {
            ids.add(run);
            sequences.add(sequence);
        }));
        if (ids.isEmpty()) {
            return;
        }
        PreparedStatement statement = connection.prepared(read);
        Connection jdbc = connection.jdbc();
        statement.setArray(1, jdbc.createArrayOf("uuid", ids.toArray()));
        statement.setArray(2, jdbc.createArrayOf("int4", sequences.toArray()));
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                KnownRows known = runs.get(row.getObject(1, UUID.class));
                if (known != null) {
                    known.add(row.getInt(2), row.getString(3), row.getBytes(4));
                }
            }
        }
    }
}
