package dev.fermata.engine.frame;

import dev.fermata.engine.model.StoredFrame;
import dev.fermata.engine.model.StoredFrame.Component;
import dev.fermata.engine.model.StoredFrame.Forgets;
import dev.fermata.engine.model.StoredFrame.Standing;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of a run can go. Every quarter of what is kept it marks a checkpoint with the earlier rows that one needs;
 * once the mark is old enough, all rows before it go but those. Whatever earlier marks left behind goes with them.
 *
 * <p>Marks are not stored. An attempt too short to see one of its own grow old, like each of a run that sleeps in a loop,
 * asks for a review instead: whoever claims the run next reads one row more and begins with a mark that is old enough.
 */
final class Retention {

    private record Mark(int sequence, int[] needed) {}

    private final int keep;
    private final int stride;
    private final Deque<Mark> marks = new ArrayDeque<>();
    private int begun;
    private boolean hasForgotten;

    Retention(int keep) {
        if (keep < 1) {
            throw new IllegalArgumentException("a run needs its last checkpoint, so 1 or more are kept, not " + keep);
        }
        this.keep = keep;
        this.stride = Math.max(1, keep / 4);
    }

    /** The attempt goes on from a checkpoint. */
    void begins(int sequence, StoredFrame frame) {
        begun = sequence;
        Forgets reviewed = frame.forgets();
        if (reviewed != null) {
            marks.addLast(new Mark(reviewed.before(), reviewed.needed()));
        }
        marks.addLast(new Mark(sequence, needed(sequence, frame)));
    }

    /** The checkpoint is durable, its components standing as {@code frame} says. */
    void stands(int sequence, StoredFrame frame) {
        while (!marks.isEmpty() && isOldEnough(marks.getFirst(), sequence)) {
            marks.removeFirst();
            hasForgotten = true;
        }
        if (marks.isEmpty() || sequence - marks.getLast().sequence() >= stride) {
            marks.addLast(new Mark(sequence, needed(sequence, frame)));
        }
    }

    /** What goes when checkpoint {@code sequence} is written. */
    @Nullable
    Forgets forgottenWith(int sequence) {
        Mark latest = null;
        for (Mark mark : marks) {
            if (isOldEnough(mark, sequence)) {
                latest = mark;
            }
        }
        return latest == null ? null : new Forgets(latest.sequence(), latest.needed());
    }

    /** {@link StoredFrame#review()} of checkpoint {@code sequence}. */
    int reviewedAfter(int sequence) {
        boolean isTime = sequence / stride > begun / stride;
        return isTime && !hasForgotten && sequence > keep ? sequence - keep + 1 : 0;
    }

    private boolean isOldEnough(Mark mark, int sequence) {
        return mark.sequence() + keep - 1 <= sequence;
    }

    private static int[] needed(int sequence, StoredFrame frame) {
        TreeSet<Integer> needed = new TreeSet<>();
        for (Component component : frame.components()) {
            Standing standing = component.standing();
            Stream.concat(standing.listed().stream(), standing.pieces().stream())
                    .flatMap(piece -> Stream.of(piece.sequence(), piece.source()))
                    .forEach(needed::add);
            needed.add(standing.listedAt());
        }
        needed.remove(0);
        return needed.headSet(sequence).stream().mapToInt(Integer::intValue).toArray();
    }
}
