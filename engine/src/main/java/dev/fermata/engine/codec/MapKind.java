package dev.fermata.engine.codec;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The maps that come back as what they were. A {@code HashMap} comes back as a {@code LinkedHashMap}, so that it keeps
 * the order in which it was last seen.
 */
// Users hold old maps too; the factories have no state.
@SuppressWarnings({"JdkObsolete", "ImmutableEnumChecker"})
enum MapKind {
    LINKED_HASH_MAP("LinkedHashMap", LinkedHashMap.class, order -> new LinkedHashMap<>()),
    TREE_MAP("TreeMap", TreeMap.class, order -> new TreeMap<>(order.comparator())),
    CONCURRENT_MAP("ConcurrentHashMap", ConcurrentHashMap.class, order -> new ConcurrentHashMap<>()),
    SKIP_LIST_MAP(
            "ConcurrentSkipListMap",
            ConcurrentSkipListMap.class,
            order -> new ConcurrentSkipListMap<>(order.comparator())),
    HASHTABLE("Hashtable", Hashtable.class, order -> new Hashtable<>()),
    PROPERTIES("Properties", Properties.class, order -> new Properties()),
    ENUM_MAP("EnumMap", EnumMap.class, null),
    IMMUTABLE_MAP("Map.of", Map.of().getClass(), null);

    private final String name;
    private final Class<?> type;
    private final @Nullable Function<Order, Map<Object, Object>> factory;

    MapKind(String name, Class<?> type, @Nullable Function<Order, Map<Object, Object>> factory) {
        this.name = name;
        this.type = type;
        this.factory = factory;
    }

    String kindName() {
        return name;
    }

    /** The class that stands for all that are stored as this kind. */
    Class<?> type() {
        return type;
    }

    /** A new empty map; null for those that are made from their entries. */
    @Nullable
    Map<Object, Object> create(Order order) {
        return factory == null ? null : factory.apply(order);
    }

    /** The kind of a JDK class; null if it is none that can be stored, such as an {@code IdentityHashMap}. */
    static @Nullable MapKind of(Class<?> type) {
        for (MapKind kind : values()) {
            if (kind.type == type) {
                return kind;
            }
        }
        String name = type.getName();
        if (type == HashMap.class
                || name.startsWith("java.util.Collections$Synchronized")
                || name.startsWith("java.util.Collections$Checked")
                || name.startsWith("org.hibernate.collection.")) {
            return SortedMap.class.isAssignableFrom(type) ? TREE_MAP : LINKED_HASH_MAP;
        }
        boolean unmodifiable = name.startsWith("java.util.ImmutableCollections$")
                || name.startsWith("java.util.Collections$Unmodifiable")
                || name.startsWith("java.util.Collections$Empty")
                || name.startsWith("java.util.Collections$Singleton")
                || name.startsWith("com.google.common.collect.Regular")
                || name.startsWith("com.google.common.collect.Immutable")
                || name.startsWith("com.google.common.collect.Singleton");
        if (TypeNames.isJdk(type) && SortedMap.class.isAssignableFrom(type)) {
            return ConcurrentNavigableMap.class.isAssignableFrom(type) ? SKIP_LIST_MAP : TREE_MAP;
        }
        return unmodifiable ? IMMUTABLE_MAP : null;
    }

    /** The class of the kind that a declared type implies; null if it implies none. */
    static @Nullable Class<?> implied(Class<?> raw) {
        if (Map.class.isAssignableFrom(raw) && raw.isAssignableFrom(LinkedHashMap.class)) {
            return LinkedHashMap.class;
        }
        if (raw == ConcurrentMap.class) {
            return ConcurrentHashMap.class;
        }
        if (raw == ConcurrentNavigableMap.class) {
            return ConcurrentSkipListMap.class;
        }
        if (raw.isInterface() && SortedMap.class.isAssignableFrom(raw) && raw.isAssignableFrom(TreeMap.class)) {
            return TreeMap.class;
        }
        MapKind kind = java.lang.reflect.Modifier.isAbstract(raw.getModifiers()) ? null : of(raw);
        return kind == null ? null : kind.type;
    }
}
