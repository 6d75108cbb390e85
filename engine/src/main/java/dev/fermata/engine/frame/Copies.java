package dev.fermata.engine.frame;

import dev.fermata.engine.model.StoredFrame;
import dev.fermata.engine.model.StoredFrame.Component;
import dev.fermata.engine.model.StoredFrame.Copy;
import dev.fermata.engine.model.StoredFrame.Piece;
import dev.fermata.engine.model.StoredFrame.Standing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the last checkpoint's row holds whole, to be copied from instead of written again. One stretch is copied for each
 * component, found as Rabin and Karp find a text: by the hash of every block of the source and of every window of the
 * bytes to be written.
 */
final class Copies {

    static final Copies NONE = new Copies();

    /** A shorter stretch is written: to name it takes some 7 bytes, and to read the row it stands in the time of 500. */
    private static final int WORTH_IT = 64;

    /** Every stretch worth it contains one of the source's blocks whole. */
    private static final int BLOCK = WORTH_IT / 2;

    /** From here on the store compresses what is written, so that a copy has to leave less than a quarter to write. */
    private static final int COMPRESSED = 2048;

    private static final int BASE = 0x01000193;
    private static final int LEADING = power(BASE, BLOCK - 1);

    private final int sequence;
    private final List<Source> sources;

    /** A component of the last row. */
    private static final class Source {

        final int place;
        final byte[] bytes;
        private int @Nullable [] blocks;

        Source(int place, byte[] bytes) {
            this.place = place;
            this.bytes = bytes;
        }

        /** Made when it is first asked for: most of what is written is too short to be copied. */
        int[] blocks() {
            int[] made = blocks == null ? blocksOf(bytes) : blocks;
            blocks = made;
            return made;
        }
    }

    private Copies() {
        sequence = 0;
        sources = List.of();
    }

    /** @param frame as the row {@code sequence} holds it */
    Copies(int sequence, StoredFrame frame) {
        this.sequence = sequence;
        this.sources = new ArrayList<>();
        List<Component> components = frame.components();
        for (int place = 0; place < components.size(); place++) {
            Component component = components.get(place);
            if (component.bytes().length >= WORTH_IT && isWhole(component)) {
                sources.add(new Source(place, component.bytes()));
            }
        }
    }

    private boolean isWhole(Component component) {
        Standing standing = component.standing();
        if (!standing.listed().isEmpty() || standing.pieces().size() != 1) {
            return false;
        }
        Piece piece = standing.pieces().get(0);
        return piece.sequence() == sequence && piece.source() == 0 && piece.length() == component.bytes().length;
    }

    /** The component with a copy, if one is worth it. */
    Component copied(Component component) {
        int from = component.standing().length();
        int rest = component.bytes().length - from;
        if (rest < WORTH_IT) {
            return component;
        }
        Copy best = null;
        for (Source source : sources) {
            Copy copy = longest(source, component.bytes(), from);
            if (copy != null && (best == null || copy.length() > best.length())) {
                best = copy;
            }
        }
        boolean isWorthIt = best != null && (rest < COMPRESSED || rest - best.length() < rest / 4);
        return isWorthIt
                ? new Component(component.variables(), component.bytes(), component.standing(), best)
                : component;
    }

    /** The longest stretch found; what lies within one is not looked at again. */
    private @Nullable Copy longest(Source source, byte[] value, int from) {
        byte[] bytes = source.bytes;
        int[] blocks = source.blocks();
        Copy best = null;
        int most = WORTH_IT - 1;
        int hash = hash(value, from);
        int at = from;
        while (true) {
            int block = blocks[slot(hash, blocks.length)] - 1;
            int forward = block < 0 ? 0 : common(bytes, block, value, at);
            if (forward >= BLOCK) {
                int back = commonBefore(bytes, block, value, at, from);
                if (back + forward > most) {
                    most = back + forward;
                    best = new Copy(sequence, source.place, block - back, at - back - from, most);
                }
            }
            boolean isFound = forward >= BLOCK;
            int next = at + (isFound ? forward : 1);
            if (next + BLOCK > value.length) {
                return best;
            }
            hash = isFound ? hash(value, next) : (hash - value[at] * LEADING) * BASE + value[at + BLOCK];
            at = next;
        }
    }

    /** Where the blocks begin, plus 1, by slot; the first of two alike, and either of two that meet by chance. */
    private static int[] blocksOf(byte[] bytes) {
        int[] blocks = new int[Integer.highestOneBit(bytes.length / BLOCK) << 2];
        for (int at = bytes.length / BLOCK * BLOCK - BLOCK; at >= 0; at -= BLOCK) {
            blocks[slot(hash(bytes, at), blocks.length)] = at + 1;
        }
        return blocks;
    }

    private static int common(byte[] one, int at, byte[] other, int otherAt) {
        int mismatch = Arrays.mismatch(one, at, one.length, other, otherAt, other.length);
        return mismatch < 0 ? one.length - at : mismatch;
    }

    private static int commonBefore(byte[] one, int at, byte[] other, int otherAt, int otherFrom) {
        int most = Math.min(at, otherAt - otherFrom);
        int length = 0;
        while (length < most && one[at - length - 1] == other[otherAt - length - 1]) {
            length++;
        }
        return length;
    }

    private static int hash(byte[] bytes, int at) {
        int hash = 0;
        for (int i = at; i < at + BLOCK; i++) {
            hash = hash * BASE + bytes[i];
        }
        return hash;
    }

    private static int slot(int hash, int slots) {
        return (hash * 0x9E3779B9) >>> (Integer.numberOfLeadingZeros(slots) + 1);
    }

    private static int power(int base, int exponent) {
        int power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= base;
        }
        return power;
    }
}
