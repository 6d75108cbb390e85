package dev.fermata.engine.postgres;

import dev.fermata.engine.model.StoredFrame.Piece;
import dev.fermata.engine.postgres.FrameRow.Reference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * Names of pieces in a row: their number; how many bytes are cut off the end of each; how many rows ago the first was
 * written; how many rows lie between one and the next; and how many rows before each is the one it copies from, 0 for none.
 * What there is one of for each piece is written as runs: the value times four if one has it; plus 1 if all that are left
 * have it; plus 2 if several have it, and then how many. A loop that appends in each round takes five bytes whatever the
 * number of pieces.
 */
final class References {

    /** Damaged bytes must not ask for more memory than there is. */
    private static final int MOST = 1 << 20;

    private static final int ONE = 0;
    private static final int REST = 1;
    private static final int SEVERAL = 2;
    private static final int KINDS = 3;

    private References() {}

    static void write(int sequence, List<Piece> pieces, RowWriter out) {
        int count = pieces.size();
        out.number(count);
        if (count > 0) {
            writeRuns(count, i -> cut(pieces, i), out);
            out.number(sequence - pieces.get(0).sequence());
            writeRuns(count - 1, i -> gap(pieces, i), out);
            writeRuns(count, i -> source(pieces, i), out);
        }
    }

    static List<Reference> read(int sequence, RowReader in) {
        int count = in.number();
        if (count < 0 || count > MOST) {
            throw new IllegalStateException(count + " pieces are more than a row can name");
        }
        List<Reference> references = new ArrayList<>();
        if (count > 0) {
            int[] cuts = readRuns(count, in);
            int at = sequence - in.number();
            int[] gaps = readRuns(count - 1, in);
            int[] sources = readRuns(count, in);
            for (int i = 0; i < count; i++) {
                at += i == 0 ? 0 : gaps[i - 1];
                references.add(new Reference(at, cuts[i], sources[i] == 0 ? 0 : at - sources[i]));
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

    private static int source(List<Piece> pieces, int i) {
        Piece piece = pieces.get(i);
        return piece.source() == 0 ? 0 : piece.sequence() - piece.source();
    }

    private static void writeRuns(int count, IntUnaryOperator numbers, RowWriter out) {
        int run;
        for (int i = 0; i < count; i += run) {
            int number = numbers.applyAsInt(i);
            run = 1;
            while (i + run < count && numbers.applyAsInt(i + run) == number) {
                run++;
            }
            int kind = i + run == count ? REST : run == 1 ? ONE : SEVERAL;
            out.number((number << 2) | kind);
            if (kind == SEVERAL) {
                out.number(run);
            }
        }
    }

    private static int[] readRuns(int count, RowReader in) {
        int[] numbers = new int[count];
        int filled = 0;
        while (filled < count) {
            int head = in.number();
            int kind = head & KINDS;
            int end = kind == REST ? count : filled + (kind == ONE ? 1 : in.number());
            Arrays.fill(numbers, filled, end, head >>> 2);
            filled = end;
        }
        return numbers;
    }
}
