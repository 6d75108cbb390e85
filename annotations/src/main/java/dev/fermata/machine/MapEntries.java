package dev.fermata.machine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** What an enhanced {@code for} of a task walks: copies, since an iterator cannot be stored. Called by generated code. */
public final class MapEntries {

    private MapEntries() {}

    /** The elements, taken one by one: {@code toArray} of some sets of entries makes entries that write to no map. */
    public static <T extends @Nullable Object> List<T> copy(Collection<? extends T> elements) {
        List<T> copy = new ArrayList<>(elements.size());
        for (T element : elements) {
            copy.add(element);
        }
        return copy;
    }

    /** The entries, each of which still writes to the map when both have been stored. */
    // Users hold old maps too
    @SuppressWarnings("JdkObsolete")
    public static <K extends @Nullable Object, V extends @Nullable Object> List<Map.Entry<K, V>> of(Map<K, V> map) {
        String name = map.getClass().getName();
        boolean loose = map instanceof java.util.EnumMap
                || map instanceof ConcurrentHashMap
                || map.getClass() == Hashtable.class
                || name.startsWith("java.util.Collections$Unmodifiable")
                || name.startsWith("java.util.Collections$Synchronized");
        List<Map.Entry<K, V>> copy = new ArrayList<>(map.size());
        for (Map.Entry<K, V> entry : map.entrySet()) {
            copy.add(loose ? new Entry<>(map, entry.getKey(), entry.getValue()) : entry);
        }
        return copy;
    }

    /** An entry of a map whose own entries are made anew each time, and so could not be told apart after a restart. */
    public static final class Entry<K extends @Nullable Object, V extends @Nullable Object> implements Map.Entry<K, V> {

        private final Map<K, V> map;
        private final K key;
        private V value;

        Entry(Map<K, V> map, K key, V value) {
            this.map = map;
            this.key = key;
            this.value = value;
        }

        @Override
        public K getKey() {
            return key;
        }

        /** What the map holds now; an entry of a concurrent map keeps what it held when it was met. */
        @Override
        public V getValue() {
            if (!(map instanceof ConcurrentMap) && map.containsKey(key)) {
                value = map.get(key);
            }
            return value;
        }

        @Override
        public V setValue(V changed) {
            V before = getValue();
            map.put(key, changed);
            value = changed;
            return before;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Map.Entry<?, ?> that
                    && Objects.equals(key, that.getKey())
                    && Objects.equals(getValue(), that.getValue());
        }

        @Override
        public int hashCode() {
            return Objects.hashCode(key) ^ Objects.hashCode(getValue());
        }

        @Override
        public String toString() {
            return key + "=" + getValue();
        }
    }
}
