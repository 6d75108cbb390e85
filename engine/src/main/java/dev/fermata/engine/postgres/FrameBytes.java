package dev.fermata.engine.postgres;

import dev.fermata.engine.model.StoredFrame;
import dev.fermata.engine.model.StoredFrame.Component;
import dev.fermata.engine.model.StoredFrame.Copy;
import dev.fermata.engine.model.StoredFrame.Piece;
import dev.fermata.engine.model.StoredFrame.Standing;
import dev.fermata.engine.postgres.FrameRow.Entry;
import dev.fermata.engine.postgres.FrameRow.Reference;
import dev.fermata.engine.postgres.FrameRow.Rest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The frame column. After the format, doubled, or plus 1 and then how many rows ago the row is whose needs are to be
 * reviewed, each component has a head, its place in the resume point's sorted list of variables times eight plus a kind, then if 4 is
 * added the number and places of the variables that share objects with it, and then by kind
 *
 * <pre>
 * 0 rest                          all of it stands here
 * 1 distance source               all of it stands that many rows earlier
 * 2 references references rest    listed here
 * 3 distance references rest      listed that many rows earlier
 * </pre>
 *
 * where {@code distance} in kind 1 is doubled, plus 1 and followed by {@code source} if that row copies from one which is
 * that many rows before it, and {@code rest} is the length of the bytes, times four, and the bytes; plus 1 and then the deflated length if they are
 * deflated; plus 2 if some of them are a {@link Copy}, and then its distance in rows, place, from, at and length, and the
 * bytes without those; plus 3 if the component is a variable alone, and then its value without the object around it.
 */
final class FrameBytes {

    private static final int FORMAT = 2;

    private static final int HERE = 0;
    private static final int EARLIER = 1;
    private static final int LISTED_HERE = 2;
    private static final int LISTED_EARLIER = 3;
    private static final int KINDS = 3;
    private static final int SHARED = 4;

    private static final int PLAIN = 0;
    private static final int DEFLATED = 1;
    private static final int COPIED = 2;
    private static final int VALUE = 3;
    private static final int LENGTH_BITS = 2;

    private FrameBytes() {}

    /** @param variables the resume point's, sorted */
    static byte[] write(int sequence, List<String> variables, StoredFrame frame) {
        RowWriter out = new RowWriter();
        out.number((FORMAT << 1) | (frame.review() == 0 ? 0 : 1));
        if (frame.review() > 0) {
            out.number(sequence - frame.review());
        }
        for (Component component : frame.components()) {
            write(sequence, variables, component, out);
        }
        return out.toBytes();
    }

    private static void write(int sequence, List<String> variables, Component component, RowWriter out) {
        Standing standing = component.standing();
        int stored = standing.length();
        if (stored == 0) {
            writeHead(variables, component, HERE, out);
        } else if (stored == component.bytes().length && isWhole(standing)) {
            writeHead(variables, component, EARLIER, out);
            Piece whole = standing.pieces().get(0);
            out.number(((sequence - whole.sequence()) << 1) | (whole.source() == 0 ? 0 : 1));
            if (whole.source() > 0) {
                out.number(whole.sequence() - whole.source());
            }
            return;
        } else if (standing.listedAt() == 0) {
            writeHead(variables, component, LISTED_HERE, out);
            References.write(sequence, standing.listed(), out);
            References.write(sequence, standing.pieces(), out);
        } else {
            writeHead(variables, component, LISTED_EARLIER, out);
            out.number(sequence - standing.listedAt());
            References.write(sequence, standing.pieces(), out);
        }
        writeRest(sequence, component, stored, out);
    }

    private static void writeHead(List<String> variables, Component component, int kind, RowWriter out) {
        List<String> own = component.variables();
        boolean isShared = own.size() > 1;
        out.number((variables.indexOf(own.get(0)) << 3) | (isShared ? SHARED : 0) | kind);
        if (isShared) {
            out.number(own.size() - 1);
            own.subList(1, own.size()).forEach(variable -> out.number(variables.indexOf(variable)));
        }
    }

    private static boolean isWhole(Standing standing) {
        if (!standing.listed().isEmpty() || standing.pieces().size() != 1) {
            return false;
        }
        Piece only = standing.pieces().get(0);
        return only.length() == only.written();
    }

    private static void writeRest(int sequence, Component component, int from, RowWriter out) {
        byte[] value = component.bytes();
        int length = (value.length - from) << LENGTH_BITS;
        Copy copy = component.copy();
        if (copy != null) {
            out.number(length | COPIED);
            out.number(sequence - copy.sequence());
            out.number(copy.place());
            out.number(copy.from());
            out.number(copy.at());
            out.number(copy.length());
            out.bytes(value, from, from + copy.at());
            out.bytes(value, from + copy.at() + copy.length(), value.length);
            return;
        }
        byte[] deflated = Deflation.deflate(value, from);
        if (deflated != value) {
            out.number(length | DEFLATED);
            out.number(deflated.length);
            out.bytes(deflated, 0, deflated.length);
            return;
        }
        int opening = from == 0 ? lengthOfOpening(component) : 0;
        if (opening > 0) {
            out.number(length | VALUE);
            out.bytes(value, opening, value.length - 1);
        } else {
            out.number(length | PLAIN);
            out.bytes(value, from, value.length);
        }
    }

    /** How many bytes precede the value of a variable that is alone in its object; 0 if it is not, or its name is escaped. */
    private static int lengthOfOpening(Component component) {
        byte[] value = component.bytes();
        byte[] opening = opening(component.variables());
        boolean isAlone = component.variables().size() == 1
                && opening.length < value.length
                && Arrays.mismatch(opening, value) == opening.length
                && value[value.length - 1] == '}';
        return isAlone ? opening.length : 0;
    }

    /** What stands before the value of the first variable, which is called what stands before its type. */
    private static byte[] opening(List<String> variables) {
        String variable = variables.get(0);
        int type = variable.indexOf('=');
        return ("{\"" + (type < 0 ? variable : variable.substring(0, type)) + "\":").getBytes(StandardCharsets.UTF_8);
    }

    /** @throws RuntimeException the bytes are not what was written */
    static FrameRow read(int sequence, List<String> variables, byte[] bytes) {
        RowReader in = new RowReader(bytes);
        int first = in.number();
        int format = first >>> 1;
        if (format != FORMAT) {
            throw new IllegalStateException("it has format " + format + ", and this build reads only " + FORMAT);
        }
        int review = (first & 1) == 0 ? 0 : in.number();
        List<Entry> entries = new ArrayList<>();
        while (in.hasMore()) {
            entries.add(read(sequence, variables, in));
        }
        return new FrameRow(sequence, review == 0 ? 0 : sequence - review, entries);
    }

    private static Entry read(int sequence, List<String> variables, RowReader in) {
        int head = in.number();
        List<String> own = new ArrayList<>(List.of(variables.get(head >>> 3)));
        for (int more = (head & SHARED) == 0 ? 0 : in.number(); more > 0; more--) {
            own.add(variables.get(in.number()));
        }
        int kind = head & KINDS;
        if (kind == HERE) {
            return new Entry(own, 0, List.of(), List.of(), readRest(sequence, own, in));
        } else if (kind == EARLIER) {
            int distance = in.number();
            int at = sequence - (distance >>> 1);
            Reference whole = new Reference(at, 0, (distance & 1) == 0 ? 0 : at - in.number());
            return new Entry(own, 0, List.of(), List.of(whole), Rest.NONE);
        } else if (kind == LISTED_HERE) {
            List<Reference> listed = References.read(sequence, in);
            return new Entry(own, 0, listed, References.read(sequence, in), readRest(sequence, own, in));
        }
        int listedAt = sequence - in.number();
        return new Entry(own, listedAt, List.of(), References.read(sequence, in), readRest(sequence, own, in));
    }

    private static Rest readRest(int sequence, List<String> variables, RowReader in) {
        int head = in.number();
        int length = head >>> LENGTH_BITS;
        int kind = head & KINDS;
        if (kind == PLAIN) {
            return new Rest(length, false, null, in.bytes(length));
        } else if (kind == VALUE) {
            byte[] opening = opening(variables);
            byte[] value = in.bytes(length - opening.length - 1);
            byte[] all = Arrays.copyOf(opening, length);
            System.arraycopy(value, 0, all, opening.length, value.length);
            all[length - 1] = '}';
            return new Rest(length, false, null, all);
        } else if (kind == COPIED) {
            Copy copy = new Copy(sequence - in.number(), in.number(), in.number(), in.number(), in.number());
            return new Rest(length, false, copy, in.bytes(length - copy.length()));
        }
        byte[] stored = in.bytes(in.number());
        if (length > (long) Deflation.MOST_TIMES * stored.length) {
            throw new IllegalStateException(stored.length + " bytes cannot inflate to " + length);
        }
        return new Rest(length, true, null, stored);
    }
}
