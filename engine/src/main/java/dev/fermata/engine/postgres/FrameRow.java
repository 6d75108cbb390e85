package dev.fermata.engine.postgres;

import dev.fermata.engine.model.StoredFrame.Copy;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

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

    /**
     * What row {@code sequence} holds of the component, but for the last {@code cut} bytes of it.
     *
     * @param source {@link dev.fermata.engine.model.StoredFrame.Piece#source()}
     */
    record Reference(int sequence, int cut, int source) {}

    /** {@code length} bytes, deflated or as they are, but for those that are copied. */
    record Rest(int length, boolean isDeflated, @Nullable Copy copy, byte[] stored) {

        static final Rest NONE = new Rest(0, false, null, new byte[0]);

        /** {@link dev.fermata.engine.model.StoredFrame.Piece#source()}. */
        int source() {
            return copy == null ? 0 : copy.sequence();
        }
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
            rows.add(entry.listedAt());
            rows.addAll(rows(entry.listed()));
            rows.addAll(rows(entry.pieces()));
            rows.add(entry.rest().source());
        }
        rows.remove(0);
        return rows;
    }

    /** Rows that hold the pieces, and 0. */
    static Set<Integer> rows(List<Reference> references) {
        Set<Integer> rows = new TreeSet<>();
        for (Reference reference : references) {
            rows.add(reference.sequence());
            rows.add(reference.source());
        }
        return rows;
    }
}
