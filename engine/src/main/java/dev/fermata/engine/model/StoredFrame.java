package dev.fermata.engine.model;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A frame as stored: where the machine stands and its live variables, encoded. It is always complete; what of it a
 * checkpoint writes, and what stands in earlier rows already, is each component's {@link Standing}.
 *
 * @param label label of the resume point
 * @param phase name of its phase
 * @param components variables in groups that share mutable objects
 * @param forgets earlier rows that go when this frame is written or, of a frame that was read, with the next that is;
 *     null for none
 * @param review earlier row whose needs whoever reads this frame is to find out as well, and answer in {@code forgets}; 0
 *     for none
 * @param damage why a frame that was read cannot be put together, and then it has no components; null when it can
 */
public record StoredFrame(
        String label,
        String phase,
        List<Component> components,
        @Nullable Forgets forgets,
        int review,
        @Nullable String damage) {

    public StoredFrame {
        components = List.copyOf(components);
    }

    /** A frame that is whole and makes nothing superfluous. */
    public StoredFrame(String label, String phase, List<Component> components) {
        this(label, phase, components, null, 0, null);
    }

    /** A frame whose bytes are not what was written. {@code why} is a whole sentence with its code. */
    public static StoredFrame damaged(String label, String phase, String why) {
        return new StoredFrame(label, phase, List.of(), null, 0, why);
    }

    /**
     * Variables that are encoded together.
     *
     * @param variables sorted names, with their declared types where they are known
     * @param bytes UTF-8 JSON, all of it
     * @param standing where the first of these bytes stand already; the others are written with this frame
     * @param copy which of those others another component's row holds; null for none
     */
    public record Component(
            List<String> variables,
            byte[] bytes,
            Standing standing,
            @Nullable Copy copy) {

        public Component {
            variables = List.copyOf(variables);
        }

        /** A component of which nothing is stored yet. */
        public Component(List<String> variables, byte[] bytes) {
            this(variables, bytes, Standing.NOWHERE, null);
        }
    }

    /**
     * Where the bytes of a component stand: pieces in the order of the bytes and of the rows they were written with.
     *
     * @param listed pieces that row {@code listedAt} names, so that others need not name them
     * @param listedAt sequence of that row; 0 when there is none, and then the row of this frame names them
     * @param pieces the pieces after those
     */
    public record Standing(List<Piece> listed, int listedAt, List<Piece> pieces) {

        /** Nothing is stored yet. */
        public static final Standing NOWHERE = new Standing(List.of(), 0, List.of());

        public Standing {
            listed = List.copyOf(listed);
            pieces = List.copyOf(pieces);
        }

        /** How many bytes stand there. */
        public int length() {
            int length = 0;
            for (Piece piece : listed) {
                length += piece.length();
            }
            for (Piece piece : pieces) {
                length += piece.length();
            }
            return length;
        }
    }

    /**
     * The first {@code length} of the {@code written} bytes that the row {@code sequence} holds of a component. Later
     * bytes of that row ended a value that has grown since.
     *
     * @param source row that some of the bytes are a {@link Copy} from; 0 for none
     */
    public record Piece(int sequence, int length, int written, int source) {

        public Piece {
            if (sequence < 1 || length < 1 || length > written || source < 0 || source >= sequence) {
                throw new IllegalArgumentException("a piece of " + length + " of " + written + " bytes in row "
                        + sequence + " from row " + source);
            }
        }
    }

    /**
     * A stretch of the bytes a component writes that need not be written, for they stand in a row already: a step's result
     * that has become the value of a variable, or the last element of a list.
     *
     * @param sequence the row, an earlier one
     * @param place which of its components holds them, counted from 0; one that stands there whole and copies nothing
     * @param from where in that component they begin
     * @param at where among the bytes to be written they belong
     * @param length how many they are
     */
    public record Copy(int sequence, int place, int from, int at, int length) {

        public Copy {
            if (sequence < 1 || place < 0 || from < 0 || at < 0 || length < 1) {
                throw new IllegalArgumentException("a copy of " + length + " bytes from " + from + " of component "
                        + place + " in row " + sequence + " to " + at);
            }
        }
    }

    /**
     * Earlier rows of the run that go: all before {@code before} but those of {@code needed}, which rows that stay refer
     * to.
     */
    public record Forgets(int before, int[] needed) {

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Forgets that && before == that.before && Arrays.equals(needed, that.needed);
        }

        @Override
        public int hashCode() {
            return Objects.hash(before, Arrays.hashCode(needed));
        }

        @Override
        public String toString() {
            return "Forgets[before " + before + " but " + Arrays.toString(needed) + "]";
        }
    }
}
