package dev.fermata.engine.frame;

import dev.fermata.FermataException;
import dev.fermata.engine.model.StoredFrame;
import dev.fermata.engine.model.StoredFrame.Component;
import dev.fermata.engine.model.StoredFrame.Forgets;
import dev.fermata.engine.model.StoredFrame.Piece;
import dev.fermata.engine.model.StoredFrame.Standing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one attempt knows of the stored frames of its run: the bytes of the last checkpoint and the rows they stand in, so
 * that the next one writes only what changed. It learns them from the frame the claim came with and from every checkpoint
 * written since; nothing is read for it. It holds one encoding of the frame, which is less than the live variables
 * themselves take. Used by one thread at a time.
 *
 * <h2>What is written</h2>
 *
 * <ul>
 *   <li>A component whose bytes are the same names the rows where they stand: some 4 bytes.
 *   <li>A component that begins as it did, through at least half of it, writes the rest: a list that grew writes its new
 *       elements, whether the list is the variable or the last thing in it.
 *   <li>Any other component is written whole.
 *   <li>Of what is written so, a stretch that the last checkpoint wrote in another component is named, not written: a step's
 *       result that is now in a list, or in a variable of its own. See {@link Copies}.
 * </ul>
 *
 * <h2>Why pieces are folded, and when</h2>
 *
 * Each piece stands in the row of its step, so a list that grew n times stands in n rows. It cannot be otherwise if bytes
 * are written once: a step's bytes are durable with the step and rows are never rewritten, so to read fewer than n rows
 * something must be written again. Merging as a log-structured tree does, with fan-out M, bounds the rows by M·log n and
 * writes every byte 1 + log n times: 3 times and more at 10 000 elements. So merging stops at {@link #WORTH_A_ROW}: to read
 * a row costs what it costs to decode some 500 bytes of JSON (3 to 5 µs), so a resume that reads one row for every 500
 * bytes it needs is as fast as one that reads a single row, up to a factor of two. After {@value #MOST_PIECES} pieces
 *
 * <ol>
 *   <li>those up to the last large one stay for good, if they are large on average;
 *   <li>the small ones after it are written again as one piece, which the store compresses. Elements of one list resemble
 *       each other, so that takes 0.15 (records) to 0.35 (prose) of their bytes;
 *   <li>the row in which that happens lists all pieces, and later rows only name that row: naming hundreds of pieces in
 *       each row would cost more than a small element.
 * </ol>
 *
 * So each byte is written once, and once more compressed if it came in a small piece. A resume of a component of n bytes
 * reads at most n / {@value #WORTH_A_ROW} + {@value #MOST_PIECES} rows and one, however many steps it took; without a grown
 * list one row for each component, or two where it was copied: what is copied from is never a copy itself.
 *
 * <h2>Why old rows can go</h2>
 *
 * A reference to a row older than the last checkpoint is always inherited from the last checkpoint. So what the rows since
 * checkpoint S need of the time before S is what S itself needs: see {@link Forgets}. A small component that has stood in
 * one row for as long as history is kept moves forward, so that it does not hold that row for ever.
 */
public final class FrameLedger {

    /** A piece of this many bytes is worth reading a row of its own. */
    static final int WORTH_A_ROW = 512;

    static final int MOST_PIECES = 64;

    /** A beginning shorter than this is written again rather than referred to. */
    private static final int WORTH_A_REFERENCE = 256;

    private final int keep;
    private final Retention retention;
    private Map<List<String>, Component> known = Map.of();
    private Copies copies = Copies.NONE;
    private @Nullable StoredFrame draft;
    private int draftSequence;
    private boolean hasBegun;

    /** @param keep how many checkpoints of the run stay readable, at least 1 */
    public FrameLedger(int keep) {
        this.keep = keep;
        this.retention = new Retention(keep);
    }

    /**
     * Learns the frame the claim came with. An attempt that begins again under the same claim tells it nothing new.
     *
     * @throws FermataException its rows are not what was written
     */
    public void read(int sequence, StoredFrame frame) {
        String damage = frame.damage();
        if (damage != null) {
            throw new FermataException("FERMATA-5006", damage);
        }
        if (hasBegun) {
            return;
        }
        hasBegun = true;
        knows(sequence, frame);
        retention.begins(sequence, frame);
    }

    /** The frame as checkpoint {@code sequence} is to write it. Not known until {@link #written()}. */
    public StoredFrame place(int sequence, StoredFrame frame) {
        List<Component> components = new ArrayList<>(frame.components().size());
        for (Component component : frame.components()) {
            components.add(copies.copied(place(sequence, component, known.get(component.variables()))));
        }
        Forgets forgets = retention.forgottenWith(sequence);
        int review = retention.reviewedAfter(sequence);
        StoredFrame placed = new StoredFrame(frame.label(), frame.phase(), components, forgets, review, null);
        draft = placed;
        draftSequence = sequence;
        return placed;
    }

    /** What was placed last is durable. */
    public void written() {
        StoredFrame durable = draft;
        if (durable == null) {
            throw new IllegalStateException("no frame was placed");
        }
        draft = null;
        hasBegun = true;
        StoredFrame stands = new StoredFrame(
                durable.label(),
                durable.phase(),
                durable.components().stream()
                        .map(component -> Pieces.written(component, draftSequence))
                        .toList());
        knows(draftSequence, stands);
        retention.stands(draftSequence, stands);
    }

    private Component place(int sequence, Component fresh, @Nullable Component last) {
        if (last == null || last.standing().length() != last.bytes().length) {
            return fresh;
        }
        int same = Pieces.commonPrefix(last.bytes(), fresh.bytes());
        boolean isSame = same == fresh.bytes().length && same == last.bytes().length;
        if (isSame) {
            return movesForward(sequence, last) ? fresh : standing(fresh, last.standing());
        }
        if (same < WORTH_A_REFERENCE || same < fresh.bytes().length - same) {
            return fresh;
        }
        Standing cut = Pieces.cut(last.standing(), same);
        return standing(fresh, Pieces.rows(cut.pieces()) < MOST_PIECES ? cut : Pieces.fold(cut));
    }

    private boolean movesForward(int sequence, Component last) {
        List<Piece> pieces = last.standing().pieces();
        return last.bytes().length <= WORTH_A_ROW
                && last.standing().listed().isEmpty()
                && sequence - pieces.get(0).sequence() >= keep;
    }

    private static Component standing(Component component, Standing standing) {
        return new Component(component.variables(), component.bytes(), standing, null);
    }

    private void knows(int sequence, StoredFrame frame) {
        known = new HashMap<>();
        for (Component component : frame.components()) {
            known.put(component.variables(), component);
        }
        copies = new Copies(sequence, frame);
    }
}
