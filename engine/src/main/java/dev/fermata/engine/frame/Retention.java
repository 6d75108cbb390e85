package dev.fermata.engine.frame;

import dev.fermata.engine.model.StoredFrame;
import dev.fermata.engine.model.StoredFrame.Component;
import dev.fermata.engine.model.StoredFrame.Forgets;
import dev.fermata.engine.model.StoredFrame.Piece;
import dev.fermata.engine.model.StoredFrame.Standing;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of a run can go. Every quarter of what is kept it marks a checkpoint with the earlier rows that one needs;
 * once the mark is old enough, all rows before it go but those. Whatever earlier marks left behind goes with them.
 */
final class Retention {

    private record Mark(int sequence, int[] needed) {}

    private final int keep;
    private final int stride;
    private final Deque<Mark> marks = new ArrayDeque<>();

    Retention(int keep) {
        if (keep < 1) {
            throw new IllegalArgumentException("a run needs its last checkpoint, so not " + keep + " but 1 or more are kept");
        }
        this.keep = keep;
        this.stride = Math.max(1, keep / 4);
    }

    /** The checkpoint is durable, its components standing as {@code frame} says. */
    void stands(int sequence, StoredFrame frame) {
        Mark oldest = marks.peekFirst();
        while (oldest != null && oldest.sequence() + keep - 1 <= sequence) {
            marks.removeFirst();
            oldest = marks.peekFirst();
        }
        Mark latest = marks.peekLast();
        if (latest == null || sequence - latest.sequence() >= stride) {
            marks.addLast(new Mark(sequence, needed(sequence, frame)));
        }
    }

    /** What goes when checkpoint {@code sequence} is written. */
    @Nullable
    Forgets forgottenWith(int sequence, StoredFrame placed) {
        Mark ripe = null;
        for (Mark mark : marks) {
            if (mark.sequence() + keep - 1 <= sequence) {
                ripe = mark;
            }
        }
        return ripe == null ? null : new Forgets(ripe.sequence(), ripe.needed());
    }

    private static int[] needed(int sequence, StoredFrame frame) {
        TreeSet<Integer> needed = new TreeSet<>();
        for (Component component : frame.components()) {
            Standing standing = component.standing();
            standing.listed().forEach(piece -> needed.add(piece.sequence()));
            standing.pieces().stream().map(Piece::sequence).forEach(needed::add);
            if (standing.listedAt() > 0) {
                needed.add(standing.listedAt());
            }
        }
        return needed.headSet(sequence).stream().mapToInt(Integer::intValue).toArray();
    }
}
