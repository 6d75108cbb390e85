package dev.fermata.engine.codec;

import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;

/** Which classes of the JDK may show another object's elements, and by which of its methods they were made. */
final class Views {

    private static final List<String> IMMUTABLE = List.of(
            "java.util.ImmutableCollections$",
            "java.util.Collections$Empty",
            "java.util.Collections$Singleton",
            "java.util.Collections$Copies",
            "java.util.KeyValueHolder");

    private Views() {}

    /** Whether a value of this class has to be looked at: a public class of the JDK holds its elements itself. */
    static boolean mayBe(Class<?> type) {
        boolean shows = Collection.class.isAssignableFrom(type)
                || Map.class.isAssignableFrom(type)
                || Map.Entry.class.isAssignableFrom(type);
        if (!shows || !TypeNames.isJdk(type) || EnumSet.class.isAssignableFrom(type)) {
            return false;
        }
        if (type == TreeSet.class || type == ConcurrentSkipListSet.class) {
            return true;
        }
        String name = type.getName();
        boolean own = Modifier.isPublic(type.getModifiers()) && type != ConcurrentHashMap.KeySetView.class;
        return !own && IMMUTABLE.stream().noneMatch(name::startsWith);
    }

    /** Views that could be rebuilt only with bounds or an order that they do not tell. */
    static boolean isLost(Object value) {
        String name = value.getClass().getName();
        if (name.contains("SubMap")
                || name.contains("Revers")
                || name.contains("Descending")
                || name.startsWith("java.util.Collections$Checked")
                || name.contains("Sequenced")
                || name.contains("UnmodifiableEntrySet")) {
            return true;
        }
        if (value instanceof TreeSet
                || value instanceof ConcurrentSkipListSet
                || name.equals("java.util.TreeMap$KeySet")) {
            String walk = ((Set<?>) value).spliterator().getClass().getName();
            return !walk.equals("java.util.TreeMap$KeySpliterator")
                    && !walk.equals("java.util.concurrent.ConcurrentSkipListMap$KeySpliterator");
        }
        return false;
    }

    /** By its class, which view of a map the value is; null if it is none. */
    static @Nullable ViewKind ofMap(Object value) {
        String name = value.getClass().getName();
        String simple = name.substring(name.lastIndexOf('$') + 1);
        return switch (simple) {
            case "KeySet", "LinkedKeySet" -> ViewKind.KEYS;
            case "Values", "LinkedValues", "ValuesView" -> ViewKind.VALUES;
            case "EntrySet", "LinkedEntrySet", "EntrySetView" -> ViewKind.ENTRIES;
            default -> null;
        };
    }

    /** Whether the map comes back with its entries in the order they have. */
    static boolean isOrdered(Map<?, ?> map) {
        return map instanceof HashMap || map instanceof TreeMap || map instanceof EnumMap;
    }

    /** Whether the entry is a piece of its map, which hands out no other for the same key. */
    static boolean isNode(Map.Entry<?, ?> entry) {
        return switch (entry.getClass().getName()) {
            case "java.util.HashMap$Node",
                    "java.util.HashMap$TreeNode",
                    "java.util.LinkedHashMap$Entry",
                    "java.util.TreeMap$Entry",
                    "java.util.Hashtable$Entry",
                    "java.util.WeakHashMap$Entry" -> true;
            default -> false;
        };
    }
}
