package dev.fermata.engine.frame;

import dev.fermata.engine.model.StoredFrame.Component;
import dev.fermata.engine.model.StoredFrame.Copy;
import dev.fermata.engine.model.StoredFrame.Piece;
import dev.fermata.engine.model.StoredFrame.Standing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Arithmetic of {@link Standing}s. */
final class Pieces {

    private Pieces() {}

    static int commonPrefix(byte[] one, byte[] other) {
        int mismatch = Arrays.mismatch(one, other);
        return mismatch < 0 ? one.length : mismatch;
    }

    /** Where a component stands once the row {@code sequence} is written. */
    static Component written(Component component, int sequence) {
        Standing before = component.standing();
        int rest = component.bytes().length - before.length();
        int listedAt = before.listed().isEmpty() ? 0 : before.listedAt() == 0 ? sequence : before.listedAt();
        List<Piece> pieces = new ArrayList<>(before.pieces());
        if (rest > 0) {
            Copy copy = component.copy();
            pieces.add(new Piece(sequence, rest, rest, copy == null ? 0 : copy.sequence()));
        }
        Standing standing = new Standing(before.listed(), listedAt, pieces);
        return new Component(component.variables(), component.bytes(), standing, null);
    }

    /** The first {@code length} bytes. A list of pieces that was cut has to be written anew. */
    static Standing cut(Standing standing, int length) {
        List<Piece> listed = new ArrayList<>();
        int left = first(standing.listed(), length, listed);
        List<Piece> pieces = new ArrayList<>();
        first(standing.pieces(), left, pieces);
        boolean isListCut = !listed.equals(standing.listed());
        return new Standing(listed, isListCut ? 0 : standing.listedAt(), pieces);
    }

    /** Adds to {@code kept} the pieces of the first {@code length} bytes; answers how many bytes are missing. */
    private static int first(List<Piece> pieces, int length, List<Piece> kept) {
        int left = length;
        for (Piece piece : pieces) {
            if (left == 0) {
                break;
            }
            int part = Math.min(left, piece.length());
            kept.add(
                    part == piece.length()
                            ? piece
                            : new Piece(piece.sequence(), part, piece.written(), piece.source()));
            left -= part;
        }
        return left;
    }

    /** How many rows it takes to read the pieces. */
    static int rows(List<Piece> pieces) {
        int rows = 0;
        for (int i = 0; i < pieces.size(); i++) {
            rows += rows(pieces, i);
        }
        return rows;
    }

    /** How many rows a piece adds to those of the pieces before it. */
    private static int rows(List<Piece> pieces, int i) {
        int source = pieces.get(i).source();
        boolean isKnown = source == 0 || (i > 0 && source == pieces.get(i - 1).sequence());
        return isKnown ? 1 : 2;
    }

    /** Lists all that stays for good; the rest is to be written again. */
    static Standing fold(Standing standing) {
        int stay = 0;
        long bytes = 0;
        int rows = 0;
        List<Piece> pieces = standing.pieces();
        for (int i = 0; i < pieces.size(); i++) {
            int length = pieces.get(i).length();
            int more = rows(pieces, i);
            bytes += length;
            rows += more;
            if (length >= FrameLedger.WORTH_A_ROW * more && bytes >= (long) FrameLedger.WORTH_A_ROW * rows) {
                stay = i + 1;
            }
        }
        List<Piece> listed = new ArrayList<>(standing.listed());
        listed.addAll(pieces.subList(0, stay));
        return new Standing(listed, 0, List.of());
    }
}
