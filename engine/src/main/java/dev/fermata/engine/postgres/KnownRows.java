package dev.fermata.engine.postgres;

import dev.fermata.engine.model.StoredFrame;
import dev.fermata.engine.model.StoredFrame.Forgets;
import dev.fermata.engine.postgres.FrameRow.Entry;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.DataFormatException;
import org.jspecify.annotations.Nullable;

/** What has been read of one run's rows on the way to its frame. */
final class KnownRows {

    private final FrameRows.Last last;
    private final Map<Integer, FrameRow> rows = new HashMap<>();
    private @Nullable String damage;

    KnownRows(FrameRows.Last last) {
        this.last = last;
        add(last.sequence(), last.variables(), last.bytes());
    }

    void add(int sequence, String variables, byte[] bytes) {
        try {
            rows.put(sequence, FrameBytes.read(sequence, PointKey.names(variables), bytes));
        } catch (RuntimeException e) {
            // Fatal only if the frame turns out to need that row.
            damage = "its row " + sequence + " cannot be read: " + e;
        }
    }

    /** Rows that the last row names, and the one whose needs it wants reviewed. */
    Set<Integer> named() {
        Set<Integer> named = new TreeSet<>();
        FrameRow row = rows.get(last.sequence());
        if (row != null) {
            named.addAll(row.needs());
            named.add(row.review());
        }
        return missing(named);
    }

    /** Rows that are named by those which the last row and the reviewed one have their pieces listed in. */
    Set<Integer> listed() {
        Set<Integer> listed = new TreeSet<>();
        FrameRow row = rows.get(last.sequence());
        if (row != null) {
            listed.addAll(lists(row));
            FrameRow reviewed = rows.get(row.review());
            if (reviewed != null) {
                // Of what it needs only the rows that list something have to be read, to learn what that is.
                reviewed.entries().forEach(entry -> listed.add(entry.listedAt()));
            }
        }
        return missing(listed);
    }

    /** The frame, damaged if it cannot be put together. */
    StoredFrame frame() {
        FrameRow row = rows.get(last.sequence());
        if (row != null) {
            try {
                return new StoredFrame(
                        last.label(),
                        last.phase(),
                        new FrameAssembler(rows, row).components(),
                        reviewed(rows.get(row.review())),
                        0,
                        null);
            } catch (RuntimeException | DataFormatException e) {
                damage = damage == null ? "it cannot be put together: " + e : damage;
            }
        }
        return StoredFrame.damaged(
                last.label(),
                last.phase(),
                "the frame of run " + last.run() + " at checkpoint " + last.sequence() + " is damaged: " + damage
                        + ". Restore its rows from a backup, or deploy the build that wrote them.");
    }

    /** Null also when a row that lists some of its pieces is gone: it was older than what is kept. */
    private @Nullable Forgets reviewed(@Nullable FrameRow row) {
        if (row == null) {
            return null;
        }
        for (Entry entry : row.entries()) {
            if (entry.listedAt() > 0 && !rows.containsKey(entry.listedAt())) {
                return null;
            }
        }
        Set<Integer> needed = row.needs();
        needed.addAll(lists(row));
        return new Forgets(
                row.sequence(), needed.stream().mapToInt(Integer::intValue).toArray());
    }

    private Set<Integer> lists(FrameRow row) {
        Set<Integer> listed = new TreeSet<>();
        for (Entry entry : row.entries()) {
            FrameRow list = rows.get(entry.listedAt());
            if (list != null) {
                listed.addAll(FrameRow.rows(list.entry(entry.variables()).listed()));
            }
        }
        listed.remove(0);
        return listed;
    }

    private Set<Integer> missing(Set<Integer> sequences) {
        sequences.removeAll(rows.keySet());
        sequences.remove(0);
        return sequences;
    }
}
