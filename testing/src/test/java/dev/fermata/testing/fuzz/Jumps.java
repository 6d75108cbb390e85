package dev.fermata.testing.fuzz;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The statements around a place that it may jump out of, the nearest first. */
final class Jumps {

    /** In a lambda or a switch expression nothing outside can be reached, not even the end of the method. */
    static final Jumps NONE = new Jumps(null, null);

    enum Reach {
        LOOP,
        SWITCH,
        BLOCK
    }

    /** A statement that can be left: by a {@code break} or, if it is a loop, a {@code continue}. */
    static final class Target {
        final Reach reach;
        final @Nullable String label;
        boolean broken;
        boolean continued;

        Target(Reach reach, @Nullable String label) {
            this.reach = reach;
            this.label = label;
        }
    }

    private final @Nullable Jumps outer;
    private final @Nullable Target target;

    Jumps(@Nullable Jumps outer, @Nullable Target target) {
        this.outer = outer;
        this.target = target;
    }

    Jumps into(Target inner) {
        return new Jumps(this, inner);
    }

    boolean mayReturn() {
        return this != NONE && (outer == null || outer.mayReturn());
    }

    private List<Target> targets() {
        List<Target> all = new ArrayList<>();
        for (Jumps jumps = this; jumps != null; jumps = jumps.outer) {
            if (jumps.target != null) {
                all.add(jumps.target);
            }
        }
        return all;
    }

    /** How the statements around are left so far. */
    record Mark(Target target, boolean broken, boolean continued) {

        void restore() {
            target.broken = broken;
            target.continued = continued;
        }

        void add() {
            target.broken |= broken;
            target.continued |= continued;
        }
    }

    List<Mark> marks() {
        return targets().stream()
                .map(target -> new Mark(target, target.broken, target.continued))
                .toList();
    }

    /** A jump out of here as a statement, or null where there is none. */
    @Nullable
    String any(Draw draw) {
        List<Target> all = targets();
        List<Target> nearest =
                all.stream().filter(one -> one.reach != Reach.BLOCK).limit(1).toList();
        List<Target> loops = all.stream().filter(one -> one.reach == Reach.LOOP).toList();
        List<Target> labelled = all.stream().filter(one -> one.label != null).toList();
        int choice = draw.below(5);
        if (choice < 2 && !nearest.isEmpty()) {
            nearest.get(0).broken = true;
            return "break;";
        }
        if (choice < 4 && !loops.isEmpty()) {
            Target loop = draw.chance(60) ? loops.get(0) : draw.of(loops);
            if (loop == loops.get(0) && draw.chance(70)) {
                loop.continued = true;
                return "continue;";
            }
            if (loop.label != null) {
                loop.continued = true;
                return "continue " + loop.label + ";";
            }
        }
        if (!labelled.isEmpty()) {
            Target target = draw.of(labelled);
            target.broken = true;
            return "break " + target.label + ";";
        }
        return null;
    }
}
