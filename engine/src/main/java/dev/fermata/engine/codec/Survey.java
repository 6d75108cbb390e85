package dev.fermata.engine.codec;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A walk over the values of a frame before any byte is written: finds the objects that are referred to more than once,
 * joins the variables that share them, and meets whatever cannot be stored.
 */
final class Survey {

    /** What is known of one object with identity. */
    private static final class Mark {
        final int variable;
        boolean shared;
        int id;

        Mark(int variable) {
            this.variable = variable;
        }
    }

    private final AllowList allowed;
    private final int maxDepth;
    private final int[] joined;
    private final IdentityHashMap<Object, Mark> marks = new IdentityHashMap<>();
    private final List<Object> order = new ArrayList<>();
    private final IdentityHashMap<Object, List<String>> skipped = new IdentityHashMap<>();
    private final List<Object> views = new ArrayList<>();
    private final Set<Object> viewsSeen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final ArrayDeque<Object> open = new ArrayDeque<>();
    private final @Nullable ViewPlan plan;
    private int variable;
    private int depth;

    /** @param plan none in a first walk, which finds out whether there are views */
    Survey(AllowList allowed, int maxDepth, int variables, @Nullable ViewPlan plan) {
        this.plan = plan;
        this.allowed = allowed;
        this.maxDepth = maxDepth;
        this.joined = new int[variables];
        for (int i = 0; i < variables; i++) {
            joined[i] = i;
        }
    }

    /** What to do with the views that were met; null if there are none. */
    @Nullable
    ViewPlan planned() {
        return views.isEmpty() ? null : new ViewPlan(order, views);
    }

    /** The kind of view that {@code value} is kept as; null if it is stored by its elements. */
    @Nullable
    ViewKind viewed(Object value) {
        if (plan == null) {
            if (viewsSeen.add(value)) {
                views.add(value);
            }
            return null;
        }
        View view = plan.of(value);
        if (view instanceof View.Refused refused) {
            throw new Trouble(Fault.VIEW, refused.why());
        }
        return view instanceof View.Kept kept ? kept.kind() : null;
    }

    View.Kept kept(Object value) {
        if (plan != null && plan.of(value) instanceof View.Kept kept) {
            return kept;
        }
        throw new IllegalStateException("no view: " + value.getClass());
    }

    /** Whether the parts of {@code value} are being visited. */
    boolean isOpen(Object value) {
        return open.stream().anyMatch(outer -> outer == value);
    }

    AllowList allowed() {
        return allowed;
    }

    void variable(int index) {
        variable = index;
    }

    /** Whether {@code value} is met for the first time, so that its parts are to be visited. */
    boolean enter(Object value) {
        Mark mark = marks.get(value);
        if (mark == null) {
            marks.put(value, new Mark(variable));
            order.add(value);
            return true;
        }
        mark.shared = true;
        joined[root(variable)] = root(mark.variable);
        return false;
    }

    void down(Object value) {
        if (plan != null) {
            open.push(value);
        }
        if (++depth > maxDepth) {
            throw new Trouble(Fault.TOO_DEEP, "values are nested deeper than " + maxDepth);
        }
    }

    void up() {
        if (plan != null) {
            open.pop();
        }
        depth--;
    }

    /** Visits a part that may be left out; what a failed visit has marked is forgotten. */
    void optional(Object owner, String part, @Nullable Object value, Slot slot) {
        int before = order.size();
        int depthBefore = depth;
        int openBefore = open.size();
        try {
            slot.survey(value, this);
        } catch (Trouble e) {
            depth = depthBefore;
            while (open.size() > openBefore) {
                open.pop();
            }
            for (int i = order.size() - 1; i >= before; i--) {
                marks.remove(order.remove(i));
            }
            skipped.computeIfAbsent(owner, key -> new ArrayList<>()).add(part);
        }
    }

    boolean skips(Object owner, String part) {
        return skipped.getOrDefault(owner, List.of()).contains(part);
    }

    /** The variable that stands for all that share objects with {@code index}. */
    int root(int index) {
        int at = index;
        while (joined[at] != at) {
            joined[at] = joined[joined[at]];
            at = joined[at];
        }
        return at;
    }

    boolean shared(Object value) {
        Mark mark = marks.get(value);
        return mark != null && mark.shared;
    }

    /** The id given to a shared value, 0 as long as it has none. */
    int id(Object value) {
        Mark mark = marks.get(value);
        return mark == null ? 0 : mark.id;
    }

    void give(Object value, int id) {
        Mark mark = marks.get(value);
        if (mark != null) {
            mark.id = id;
        }
    }
}
