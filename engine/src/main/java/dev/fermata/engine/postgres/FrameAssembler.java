package dev.fermata.engine.postgres;

import dev.fermata.engine.model.StoredFrame.Component;
import dev.fermata.engine.model.StoredFrame.Copy;
import dev.fermata.engine.model.StoredFrame.Piece;
import dev.fermata.engine.model.StoredFrame.Standing;
import dev.fermata.engine.postgres.FrameRow.Entry;
import dev.fermata.engine.postgres.FrameRow.Reference;
import dev.fermata.engine.postgres.FrameRow.Rest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.DataFormatException;

/** Puts the components of one row together from all rows that hold pieces of them. */
final class FrameAssembler {

    private final Map<Integer, FrameRow> rows;
    private final FrameRow last;

    /** A piece with the bytes it is cut from. */
    private record Part(Rest rest, Piece piece) {}

    /** @param rows all it takes, by sequence */
    FrameAssembler(Map<Integer, FrameRow> rows, FrameRow last) {
        this.rows = rows;
        this.last = last;
    }

    /**
     * The components, with where their bytes stand.
     *
     * @throws DataFormatException the bytes are not what was written
     */
    List<Component> components() throws DataFormatException {
        List<Component> components = new ArrayList<>(last.entries().size());
        for (Entry entry : last.entries()) {
            components.add(component(entry));
        }
        return components;
    }

    private Component component(Entry entry) throws DataFormatException {
        List<Part> listed = parts(
                entry,
                entry.listedAt() == 0
                        ? entry.listed()
                        : row(entry.listedAt()).entry(entry.variables()).listed());
        List<Part> others = parts(entry, entry.pieces());
        Rest rest = entry.rest();
        if (rest.length() > 0) {
            others.add(new Part(rest, new Piece(last.sequence(), rest.length(), rest.length(), rest.source())));
        }
        int listedAt = listed.isEmpty() ? 0 : entry.listedAt() == 0 ? last.sequence() : entry.listedAt();
        Standing standing = new Standing(
                listed.stream().map(Part::piece).toList(),
                listedAt,
                others.stream().map(Part::piece).toList());
        listed.addAll(others);
        return new Component(entry.variables(), join(listed), standing, null);
    }

    private List<Part> parts(Entry entry, List<Reference> references) {
        List<Part> parts = new ArrayList<>(references.size());
        for (Reference reference : references) {
            Rest rest = row(reference.sequence()).entry(entry.variables()).rest();
            int length = rest.length() - reference.cut();
            Piece piece = new Piece(reference.sequence(), length, rest.length(), rest.source());
            parts.add(new Part(rest, piece));
        }
        return parts;
    }

    /** Only ends are ever cut, so what stands before a piece here is what stood before it when it was deflated. */
    private byte[] join(List<Part> parts) throws DataFormatException {
        int length = 0;
        int room = 0;
        for (Part part : parts) {
            room = Math.max(room, Math.addExact(length, part.rest().length()));
            length += part.piece().length();
        }
        byte[] value = new byte[room];
        int at = 0;
        for (Part part : parts) {
            Rest rest = part.rest();
            Copy copy = rest.copy();
            if (copy != null) {
                copy(copy, rest, value, at);
            } else {
                fill(rest, value, at);
            }
            at += part.piece().length();
        }
        return length == room ? value : Arrays.copyOf(value, length);
    }

    private static void fill(Rest rest, byte[] value, int at) throws DataFormatException {
        if (rest.isDeflated()) {
            Deflation.inflate(rest.stored(), value, at, at + rest.length());
        } else {
            System.arraycopy(rest.stored(), 0, value, at, rest.length());
        }
    }

    private void copy(Copy copy, Rest rest, byte[] value, int at) throws DataFormatException {
        Rest whole = row(copy.sequence()).entries().get(copy.place()).rest();
        byte[] source = new byte[whole.length()];
        fill(whole, source, 0);
        System.arraycopy(rest.stored(), 0, value, at, copy.at());
        System.arraycopy(source, copy.from(), value, at + copy.at(), copy.length());
        int copied = copy.at() + copy.length();
        System.arraycopy(rest.stored(), copy.at(), value, at + copied, rest.length() - copied);
    }

    private FrameRow row(int sequence) {
        FrameRow row = rows.get(sequence);
        if (row == null) {
            throw new IllegalStateException("row " + sequence + ", which holds a piece of it, is gone");
        }
        return row;
    }
}
