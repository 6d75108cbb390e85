package dev.fermata.engine.codec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of each view in a frame. A view is kept when it is certain what it shows; copied when nothing else in the
 * frame can tell the copy from it; refused otherwise. Made after a first walk over the frame, which met the views and
 * everything they may show.
 */
final class ViewPlan {

    private static final View COPIED = new View.Copied();

    /** Everything with an identity that the frame refers to, be it through a wrapper. */
    private final Set<Object> met = Collections.newSetFromMap(new IdentityHashMap<>());

    private final IdentityHashMap<Object, View> decided = new IdentityHashMap<>();
    private final IdentityHashMap<Object, Integer> shown = new IdentityHashMap<>();
    private final IdentityHashMap<Object, View> parts = new IdentityHashMap<>();
    private final List<Collection<?>> orphans = new ArrayList<>();
    private final boolean showsMaps;

    /**
     * @param met every object of the frame that has an identity
     * @param views those, and others, that may be views
     */
    ViewPlan(Collection<Object> met, List<Object> views) {
        met.forEach(this::refer);
        views.forEach(this::referBehind);
        this.met.forEach(this::index);
        showsMaps = views.stream().anyMatch(view -> view instanceof Map.Entry || Views.ofMap(view) != null);
        // sets of entries before the entries
        views.stream().filter(view -> view instanceof Collection<?>).forEach(this::of);
    }

    private void referBehind(Object view) {
        Object backing = ViewKind.wrapping(view.getClass()) == null ? null : Backing.of(view);
        if (backing != null) {
            refer(backing);
            referBehind(backing);
        }
    }

    private void refer(Object object) {
        met.add(object);
        shown.merge(object, 1, Integer::sum);
    }

    View of(Object value) {
        View known = decided.get(value);
        if (known == null) {
            known = decide(value);
            decided.put(value, known);
        }
        return known;
    }

    private void index(Object object) {
        if (!(object instanceof Map<?, ?> map)) {
            return;
        }
        parts.put(map.keySet(), new View.Kept(ViewKind.KEYS, map, 0, true));
        parts.put(map.values(), new View.Kept(ViewKind.VALUES, map, 0, true));
        parts.put(map.entrySet(), new View.Kept(ViewKind.ENTRIES, map, 0, true));
        if (!Views.mayBe(map.getClass())) {
            int index = 0;
            for (Object entry : map.entrySet()) {
                parts.put(
                        entry, Views.isOrdered(map) ? new View.Kept(ViewKind.ENTRY, map, index++, true) : lost(entry));
            }
        }
    }

    private View decide(Object value) {
        if (value instanceof Map.Entry<?, ?> entry) {
            return entry(entry);
        }
        View known = parts.get(value);
        if (known != null) {
            return known;
        }
        if (Views.isLost(value)) {
            return new View.Refused(phrase(value) + " cannot be stored as one");
        }
        ViewKind wrapper = ViewKind.wrapping(value.getClass());
        if (wrapper != null) {
            return wrapper(value, wrapper);
        }
        if (value instanceof ConcurrentHashMap.KeySetView<?, ?> keys && keys.getMappedValue() != null) {
            return shown.containsKey(keys.getMap()) ? lost(value) : COPIED;
        }
        if (!(value instanceof Collection<?> elements) || isOwn(value)) {
            return COPIED;
        }
        if (mayBeSeenElsewhere(elements)) {
            return lost(value);
        }
        ViewKind kind = Views.ofMap(value);
        return kind == null ? COPIED : orphan(elements, kind);
    }

    private static boolean isOwn(Object value) {
        return value instanceof SortedSet<?> && !value.getClass().isMemberClass();
    }

    private View wrapper(Object value, ViewKind kind) {
        Object backing = Backing.of(value);
        if (backing == null) {
            return lost(value);
        }
        boolean shared = shown.getOrDefault(backing, 0) > 1
                || (showsMaps && backing instanceof Map<?, ?>)
                || (Views.mayBe(backing.getClass()) && !unshared(of(backing)));
        return shared || !kind.copies() ? new View.Kept(kind, backing, 0, shared) : COPIED;
    }

    private static boolean unshared(View view) {
        return view instanceof View.Copied || (view instanceof View.Kept kept && !kept.shared());
    }

    /** The map is not part of the frame: a map of its own stands for it, so that the view stays what it can do. */
    private View orphan(Collection<?> elements, ViewKind kind) {
        if (orphans.stream().anyMatch(other -> other.size() == elements.size())) {
            return lost(elements);
        }
        orphans.add(elements);
        Map<@Nullable Object, @Nullable Object> map = elements instanceof SortedSet<?> sorted
                ? new TreeMap<>(Order.of(sorted.comparator()).comparator())
                : new LinkedHashMap<>();
        for (Object element : elements) {
            if (kind == ViewKind.ENTRIES && element instanceof Map.Entry<?, ?> entry) {
                parts.put(element, new View.Kept(ViewKind.ENTRY, map, map.size(), true));
                map.put(entry.getKey(), entry.getValue());
            } else if (kind == ViewKind.KEYS) {
                map.put(element, null);
            } else {
                map.put(map.size(), element);
            }
        }
        return new View.Kept(kind, map, 0, true);
    }

    private View entry(Map.Entry<?, ?> entry) {
        View known = parts.get(entry);
        if (known != null) {
            return known;
        }
        if (Views.isNode(entry)) {
            // the map is not in the frame, or the entry was taken out of it
            return COPIED;
        }
        List<View> like = new ArrayList<>();
        parts.forEach((other, view) -> {
            if (other instanceof Map.Entry<?, ?> candidate
                    && candidate.getKey() == entry.getKey()
                    && candidate.getValue() == entry.getValue()) {
                like.add(view);
            }
        });
        if (like.isEmpty()) {
            return COPIED;
        }
        boolean fixed = entry.getClass().getName().contains("Unmodifiable");
        return fixed && like.size() == 1 && like.get(0) instanceof View.Kept kept
                ? new View.Kept(ViewKind.UNMODIFIABLE_ENTRY, kept.backing(), kept.index(), true)
                : lost(entry);
    }

    private static View lost(Object value) {
        return new View.Refused(phrase(value)
                + " shows what other variables refer to as well, and would no longer follow it after a restart");
    }

    private static String phrase(Object value) {
        return "a " + value.getClass().getName() + ", which is a view of another object,";
    }

    /** Whether the elements stand side by side in another collection, array or map of the frame. */
    private boolean mayBeSeenElsewhere(Collection<?> view) {
        Object[] part = view.toArray();
        for (Object object : met) {
            if (object == view) {
                continue;
            }
            for (Object[] whole : elements(object)) {
                boolean hit = Views.mayBe(object.getClass()) ? meets(part, whole) : runs(part, whole);
                if (hit) {
                    return true;
                }
            }
        }
        return false;
    }

    private static List<Object[]> elements(Object object) {
        if (object instanceof Collection<?> all) {
            return List.<Object[]>of(all.toArray());
        }
        if (object instanceof Map<?, ?> map) {
            return List.of(map.keySet().toArray(), map.values().toArray());
        }
        return object instanceof Object[] array ? List.<Object[]>of(array) : List.of();
    }

    private static boolean meets(Object[] one, Object[] other) {
        return (one.length == 0 && other.length == 0)
                || Arrays.stream(one).anyMatch(element -> Arrays.stream(other).anyMatch(same -> same == element));
    }

    private static boolean runs(Object[] part, Object[] whole) {
        for (int start = 0; start + part.length <= whole.length; start++) {
            int along = 0;
            int against = 0;
            while (along < part.length && whole[start + along] == part[along]) {
                along++;
            }
            while (against < part.length && whole[start + against] == part[part.length - 1 - against]) {
                against++;
            }
            if (along == part.length || against == part.length) {
                return true;
            }
        }
        return false;
    }
}
