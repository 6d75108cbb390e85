package dev.fermata.engine.postgres;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The frame column of one row, taken apart: what it holds, and the names of the rows that hold the rest.
 *
 * @param review {@link dev.fermata.engine.model.StoredFrame#review()}
 */
record FrameRow(int sequence, int review, List<Entry> entries) {

    /**
     * One component.
     *
     * @param listedAt row whose {@code listed} come first; 0: this row's own
     * @param listed pieces that come first
     * @param pieces pieces that follow
     * @param rest what this row itself holds of the component's bytes, after all pieces
     */
    record Entry(List<String> variables, int listedAt, List<Reference> listed, List<Reference> pieces, Rest rest) {}

    /** What row {@code sequence} holds of the component, but for the last {@code cut} bytes of it. */
    record Reference(int sequence, int cut) {}

    /** {@code length} bytes, deflated or as they are. */
    record Rest(int length, boolean isDeflated, byte[] stored) {

        static final Rest NONE = new Rest(0, false, new byte[0]);
    }

    Entry entry(List<String> variables) {
        for (Entry entry : entries) {
            if (entry.variables().equals(variables)) {
                return entry;
            }
        }
        throw new IllegalStateException("row " + sequence + " has nothing of the variables " + variables);
    }

    /** Rows that it names. */
    Set<Integer> needs() {
        Set<Integer> rows = new TreeSet<>();
        for (Entry entry : entries) {
            if (entry.listedAt() > 0) {
                rows.add(entry.listedAt());
            }
            entry.listed().forEach(reference -> rows.add(reference.sequence()));
            entry.pieces().forEach(reference -> rows.add(reference.sequence()));
        }
        return rows;
    }
}
