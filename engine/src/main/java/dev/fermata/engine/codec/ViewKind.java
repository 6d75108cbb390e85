package dev.fermata.engine.codec;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The views that come back as views. */
@SuppressWarnings({"ImmutableEnumChecker", "unchecked"}) // the functions have no state; a view has its backing's types
enum ViewKind {
    KEYS("view.keySet", null, Map.class, map -> ((Map<?, ?>) map).keySet()),
    VALUES("view.values", null, Map.class, map -> ((Map<?, ?>) map).values()),
    ENTRIES("view.entrySet", null, Map.class, map -> ((Map<?, ?>) map).entrySet()),
    ENTRY("view.entry", null, Map.class, map -> map),
    UNMODIFIABLE_ENTRY("view.unmodifiableEntry", null, Map.class, map -> map),
    ARRAY("view.asList", "java.util.Arrays$ArrayList", Object[].class, array -> Arrays.asList((Object[]) array)),

    UNMODIFIABLE_COLLECTION(
            "view.unmodifiableCollection",
            "java.util.Collections$UnmodifiableCollection",
            Collection.class,
            all -> Collections.unmodifiableCollection((Collection<Object>) all)),
    UNMODIFIABLE_LIST(
            "view.unmodifiableList",
            "java.util.Collections$UnmodifiableList",
            List.class,
            all -> Collections.unmodifiableList((List<Object>) all)),
    UNMODIFIABLE_SET(
            "view.unmodifiableSet",
            "java.util.Collections$UnmodifiableSet",
            Set.class,
            all -> Collections.unmodifiableSet((Set<Object>) all)),
    UNMODIFIABLE_SORTED_SET(
            "view.unmodifiableSortedSet",
            "java.util.Collections$UnmodifiableSortedSet",
            SortedSet.class,
            all -> Collections.unmodifiableSortedSet((SortedSet<Object>) all)),
    UNMODIFIABLE_NAVIGABLE_SET(
            "view.unmodifiableNavigableSet",
            "java.util.Collections$UnmodifiableNavigableSet",
            NavigableSet.class,
            all -> Collections.unmodifiableNavigableSet((NavigableSet<Object>) all)),
    UNMODIFIABLE_MAP(
            "view.unmodifiableMap",
            "java.util.Collections$UnmodifiableMap",
            Map.class,
            map -> Collections.unmodifiableMap((Map<Object, Object>) map)),
    UNMODIFIABLE_SORTED_MAP(
            "view.unmodifiableSortedMap",
            "java.util.Collections$UnmodifiableSortedMap",
            SortedMap.class,
            map -> Collections.unmodifiableSortedMap((SortedMap<Object, Object>) map)),
    UNMODIFIABLE_NAVIGABLE_MAP(
            "view.unmodifiableNavigableMap",
            "java.util.Collections$UnmodifiableNavigableMap",
            NavigableMap.class,
            map -> Collections.unmodifiableNavigableMap((NavigableMap<Object, Object>) map)),

    SYNCHRONIZED_COLLECTION(
            "view.synchronizedCollection",
            "java.util.Collections$SynchronizedCollection",
            Collection.class,
            all -> Collections.synchronizedCollection((Collection<Object>) all)),
    SYNCHRONIZED_LIST(
            "view.synchronizedList",
            "java.util.Collections$SynchronizedList",
            List.class,
            all -> Collections.synchronizedList((List<Object>) all)),
    SYNCHRONIZED_SET(
            "view.synchronizedSet",
            "java.util.Collections$SynchronizedSet",
            Set.class,
            all -> Collections.synchronizedSet((Set<Object>) all)),
    SYNCHRONIZED_SORTED_SET(
            "view.synchronizedSortedSet",
            "java.util.Collections$SynchronizedSortedSet",
            SortedSet.class,
            all -> Collections.synchronizedSortedSet((SortedSet<Object>) all)),
    SYNCHRONIZED_NAVIGABLE_SET(
            "view.synchronizedNavigableSet",
            "java.util.Collections$SynchronizedNavigableSet",
            NavigableSet.class,
            all -> Collections.synchronizedNavigableSet((NavigableSet<Object>) all)),
    SYNCHRONIZED_MAP(
            "view.synchronizedMap",
            "java.util.Collections$SynchronizedMap",
            Map.class,
            map -> Collections.synchronizedMap((Map<Object, Object>) map)),
    SYNCHRONIZED_SORTED_MAP(
            "view.synchronizedSortedMap",
            "java.util.Collections$SynchronizedSortedMap",
            SortedMap.class,
            map -> Collections.synchronizedSortedMap((SortedMap<Object, Object>) map)),
    SYNCHRONIZED_NAVIGABLE_MAP(
            "view.synchronizedNavigableMap",
            "java.util.Collections$SynchronizedNavigableMap",
            NavigableMap.class,
            map -> Collections.synchronizedNavigableMap((NavigableMap<Object, Object>) map));

    private final String text;
    private final @Nullable String wrapper;
    private final Class<?> backing;
    private final UnaryOperator<Object> rebuild;

    ViewKind(String text, @Nullable String wrapper, Class<?> backing, UnaryOperator<Object> rebuild) {
        this.text = text;
        this.wrapper = wrapper;
        this.backing = backing;
        this.rebuild = rebuild;
    }

    /** What stands in {@code @type}. */
    String text() {
        return text;
    }

    /** As what the backing object is declared. */
    Class<?> backing() {
        return backing;
    }

    boolean isEntry() {
        return this == ENTRY || this == UNMODIFIABLE_ENTRY;
    }

    /** Whether a copy of the elements is as good as the view when nothing else refers to what it shows. */
    boolean copies() {
        return this == ARRAY || this == UNMODIFIABLE_LIST || this == UNMODIFIABLE_SET || this == UNMODIFIABLE_MAP;
    }

    /** The view of another backing object; for an entry, that object. */
    Object of(Object object) {
        return rebuild.apply(object);
    }

    static @Nullable ViewKind named(String text) {
        for (ViewKind kind : values()) {
            if (kind.text.equals(text)) {
                return kind;
            }
        }
        return null;
    }

    /** The kind of a class of wrappers; null if it is none. */
    static @Nullable ViewKind wrapping(Class<?> type) {
        for (Class<?> at = type; at != null && !at.getName().contains("EntrySet"); at = at.getSuperclass()) {
            for (ViewKind kind : values()) {
                if (at.getName().equals(kind.wrapper)) {
                    return kind;
                }
            }
        }
        return null;
    }
}
