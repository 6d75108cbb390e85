package dev.fermata.engine.postgres;

import dev.fermata.engine.model.StoredFrame.Piece;
import dev.fermata.engine.postgres.FrameRow.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * Names of pieces in a row: their number, times four, plus 1 if the ends of all are cut alike, plus 2 if there are as many
 * rows between one and the next throughout; then the cuts (one if alike), how many rows ago the first was written, and the
 * gaps (one if alike). A loop that appends in each round is both, and takes four bytes whatever the number.
 */
final class References {

    private static final int SAME_CUT = 1;
    private static final int SAME_GAP = 2;

    /** Damaged bytes must not ask for more memory than there is. */
    private static final int MOST = 1 << 20;

    private References() {}

    static void write(int sequence, List<Piece> pieces, RowWriter out) {
        int count = pieces.size();
        boolean sameCut = isSame(count, i -> cut(pieces, i));
        boolean sameGap = isSame(count - 1, i -> gap(pieces, i));
        out.number((count << 2) | (sameCut ? SAME_CUT : 0) | (sameGap ? SAME_GAP : 0));
        if (count > 0) {
            write(sameCut ? 1 : count, i -> cut(pieces, i), out);
            out.number(sequence - pieces.get(0).sequence());
            write(sameGap ? Math.min(1, count - 1) : count - 1, i -> gap(pieces, i), out);
        }
    }

    static List<Reference> read(int sequence, RowReader in) {
        int head = in.number();
        int count = head >>> 2;
        if (count > MOST) {
            throw new IllegalStateException(count + " pieces are more than a row can name");
        }
        List<Reference> references = new ArrayList<>();
        if (count > 0) {
            int[] cuts = read(count, (head & SAME_CUT) != 0, in);
            int at = sequence - in.number();
            int[] gaps = read(count - 1, (head & SAME_GAP) != 0, in);
            for (int i = 0; i < count; i++) {
                at += i == 0 ? 0 : gaps[i - 1];
                references.add(new Reference(at, cuts[i]));
            }
        }
        return references;
    }

    private static int cut(List<Piece> pieces, int i) {
        return pieces.get(i).written() - pieces.get(i).length();
    }

    private static int gap(List<Piece> pieces, int i) {
        return pieces.get(i + 1).sequence() - pieces.get(i).sequence();
    }

    private static boolean isSame(int count, IntUnaryOperator number) {
        for (int i = 1; i < count; i++) {
            if (number.applyAsInt(i) != number.applyAsInt(0)) {
                return false;
            }
        }
        return true;
    }

    private static void write(int count, IntUnaryOperator number, RowWriter out) {
        for (int i = 0; i < count; i++) {
            out.number(number.applyAsInt(i));
        }
    }

    private static int[] read(int count, boolean same, RowReader in) {
        int[] numbers = new int[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = same && i > 0 ? numbers[0] : in.number();
        }
        return numbers;
    }
}
