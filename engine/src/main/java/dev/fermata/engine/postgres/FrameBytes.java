package dev.fermata.engine.postgres;

import dev.fermata.engine.model.StoredFrame;
import dev.fermata.engine.model.StoredFrame.Component;
import dev.fermata.engine.model.StoredFrame.Piece;
import dev.fermata.engine.model.StoredFrame.Standing;
import dev.fermata.engine.postgres.FrameRow.Entry;
import dev.fermata.engine.postgres.FrameRow.Reference;
import dev.fermata.engine.postgres.FrameRow.Rest;
import java.util.ArrayList;
import java.util.List;

/**
 * The frame column. After a format byte and the number of components, each component has the numbers of its variables in
 * the resume point's sorted list, and then
 *
 * <pre>
 * 0 rest                          all of it stands here
 * 1 distance                      all of it stands that many rows earlier
 * 2 0 pieces pieces rest          listed here
 * 2 distance pieces rest          listed that many rows earlier
 * </pre>
 *
 * where {@code pieces} are their number, how much of the end of each is cut, how many rows ago the first was written and
 * how many rows lie between one and the next; and {@code rest} is the length of the bytes, doubled, plus 1 and
 * followed by the deflated length if they are deflated, and the bytes.
 */
final class FrameBytes {

    private static final int FORMAT = 1;

    private static final int HERE = 0;
    private static final int EARLIER = 1;
    private static final int PIECES = 2;

    private FrameBytes() {}

    /** @param variables the resume point's, sorted */
    static byte[] write(int sequence, List<String> variables, StoredFrame frame) {
        RowWriter out = new RowWriter();
        out.number(FORMAT);
        out.number(frame.components().size());
        for (Component component : frame.components()) {
            out.number(component.variables().size());
            component.variables().forEach(variable -> out.number(variables.indexOf(variable)));
            write(sequence, component, out);
        }
        return out.toBytes();
    }

    private static void write(int sequence, Component component, RowWriter out) {
        Standing standing = component.standing();
        int stored = standing.length();
        if (stored == 0) {
            out.number(HERE);
            writeRest(component.bytes(), 0, out);
        } else if (stored == component.bytes().length && isWhole(standing)) {
            out.number(EARLIER);
            out.number(sequence - standing.pieces().get(0).sequence());
        } else {
            out.number(PIECES);
            if (standing.listedAt() > 0) {
                out.number(sequence - standing.listedAt());
            } else {
                out.number(0);
                writePieces(sequence, standing.listed(), out);
            }
            writePieces(sequence, standing.pieces(), out);
            writeRest(component.bytes(), stored, out);
        }
    }

    private static boolean isWhole(Standing standing) {
        if (!standing.listed().isEmpty() || standing.pieces().size() != 1) {
            return false;
        }
        Piece only = standing.pieces().get(0);
        return only.length() == only.written();
    }

    private static void writePieces(int sequence, List<Piece> pieces, RowWriter out) {
        out.number(pieces.size());
        if (pieces.isEmpty()) {
            return;
        }
        int[] cuts = new int[pieces.size()];
        int[] gaps = new int[pieces.size() - 1];
        for (int i = 0; i < cuts.length; i++) {
            cuts[i] = pieces.get(i).written() - pieces.get(i).length();
            if (i > 0) {
                gaps[i - 1] = pieces.get(i).sequence() - pieces.get(i - 1).sequence();
            }
        }
        out.numbers(cuts);
        out.number(sequence - pieces.get(0).sequence());
        out.numbers(gaps);
    }

    private static void writeRest(byte[] value, int from, RowWriter out) {
        byte[] deflated = Deflation.deflate(value, from);
        boolean isDeflated = deflated != value;
        out.number((value.length - from) << 1 | (isDeflated ? 1 : 0));
        if (isDeflated) {
            out.number(deflated.length);
            out.bytes(deflated, 0);
        } else {
            out.bytes(value, from);
        }
    }

    /** @throws RuntimeException the bytes are not what was written */
    static FrameRow read(int sequence, List<String> variables, byte[] bytes) {
        RowReader in = new RowReader(bytes);
        int format = in.number();
        if (format != FORMAT) {
            throw new IllegalStateException("it has format " + format + ", and this build reads only " + FORMAT);
        }
        List<Entry> entries = new ArrayList<>();
        for (int left = in.number(); left > 0; left--) {
            List<String> names = new ArrayList<>();
            for (int count = in.number(); count > 0; count--) {
                names.add(variables.get(in.number()));
            }
            entries.add(read(sequence, List.copyOf(names), in));
        }
        if (!in.isAtEnd()) {
            throw new IllegalStateException("it goes on behind its end");
        }
        return new FrameRow(sequence, entries);
    }

    private static Entry read(int sequence, List<String> names, RowReader in) {
        int kind = in.number();
        switch (kind) {
            case HERE:
                return new Entry(names, 0, List.of(), List.of(), readRest(in));
            case EARLIER:
                return new Entry(
                        names, 0, List.of(), List.of(new Reference(sequence - in.number(), 0)), Rest.NONE);
            case PIECES:
                int distance = in.number();
                List<Reference> listed = distance == 0 ? readPieces(sequence, in) : List.of();
                return new Entry(
                        names,
                        distance == 0 ? 0 : sequence - distance,
                        listed,
                        readPieces(sequence, in),
                        readRest(in));
            default:
                throw new IllegalStateException("a component is of kind " + kind);
        }
    }

    private static List<Reference> readPieces(int sequence, RowReader in) {
        int count = in.number();
        if (count == 0) {
            return List.of();
        }
        int[] cuts = in.numbers(count);
        int at = sequence - in.number();
        int[] gaps = in.numbers(count - 1);
        List<Reference> pieces = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            at += i == 0 ? 0 : gaps[i - 1];
            pieces.add(new Reference(at, cuts[i]));
        }
        return pieces;
    }

    private static Rest readRest(RowReader in) {
        int head = in.number();
        int length = head >>> 1;
        boolean isDeflated = (head & 1) != 0;
        return new Rest(length, isDeflated, in.bytes(isDeflated ? in.number() : length));
    }
}
