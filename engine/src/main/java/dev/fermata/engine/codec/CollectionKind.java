package dev.fermata.engine.codec;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SortedSet;
import java.util.Stack;
import java.util.TreeSet;
import java.util.Vector;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The collections that come back as what they were. A {@code HashSet} comes back as a {@code LinkedHashSet}, so that it
 * keeps the order in which it was last seen. What is a view of another object is dealt with by {@link ViewPlan}.
 */
// Users hold old collections too; the factories have no state.
@SuppressWarnings({"JdkObsolete", "ImmutableEnumChecker"})
enum CollectionKind {
    ARRAY_LIST("ArrayList", ArrayList.class, order -> new ArrayList<>()),
    LINKED_LIST("LinkedList", LinkedList.class, order -> new LinkedList<>()),
    STACK("Stack", Stack.class, order -> new Stack<>()),
    VECTOR("Vector", Vector.class, order -> new Vector<>()),
    COPY_ON_WRITE_LIST("CopyOnWriteArrayList", CopyOnWriteArrayList.class, order -> new CopyOnWriteArrayList<>()),
    LINKED_HASH_SET("LinkedHashSet", LinkedHashSet.class, order -> new LinkedHashSet<>()),
    TREE_SET("TreeSet", TreeSet.class, order -> new TreeSet<>(order.comparator())),
    SKIP_LIST_SET(
            "ConcurrentSkipListSet",
            ConcurrentSkipListSet.class,
            order -> new ConcurrentSkipListSet<>(order.comparator())),
    COPY_ON_WRITE_SET("CopyOnWriteArraySet", CopyOnWriteArraySet.class, order -> new CopyOnWriteArraySet<>()),
    ENUM_SET("EnumSet", EnumSet.class, null),
    ARRAY_DEQUE("ArrayDeque", ArrayDeque.class, order -> new ArrayDeque<>()),
    PRIORITY_QUEUE("PriorityQueue", PriorityQueue.class, order -> new PriorityQueue<>(order.comparator())),
    CONCURRENT_QUEUE("ConcurrentLinkedQueue", ConcurrentLinkedQueue.class, order -> new ConcurrentLinkedQueue<>()),
    CONCURRENT_DEQUE("ConcurrentLinkedDeque", ConcurrentLinkedDeque.class, order -> new ConcurrentLinkedDeque<>()),
    BLOCKING_QUEUE("LinkedBlockingQueue", LinkedBlockingQueue.class, order -> new LinkedBlockingQueue<>()),
    BLOCKING_DEQUE("LinkedBlockingDeque", LinkedBlockingDeque.class, order -> new LinkedBlockingDeque<>()),
    FIXED_LIST("Arrays.asList", Arrays.asList().getClass(), null),
    IMMUTABLE_LIST("List.of", List.of().getClass(), null),
    IMMUTABLE_SET("Set.of", Set.of().getClass(), null);

    private final String name;
    private final Class<?> type;
    private final @Nullable Function<Order, Collection<Object>> factory;

    CollectionKind(String name, Class<?> type, @Nullable Function<Order, Collection<Object>> factory) {
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

    boolean immutable() {
        return this == IMMUTABLE_LIST || this == IMMUTABLE_SET;
    }

    /** Whether adding an element looks into it. */
    boolean inspects() {
        return Set.class.isAssignableFrom(type) || this == PRIORITY_QUEUE;
    }

    /** A new empty collection; null for those that are made from their elements. */
    @Nullable
    Collection<Object> create(Order order) {
        return factory == null ? null : factory.apply(order);
    }

    /** The kind of a JDK class; null if it is none that can be stored, such as a bounded queue. */
    static @Nullable CollectionKind of(Class<?> type) {
        for (CollectionKind kind : values()) {
            if (kind.type == type) {
                return kind;
            }
        }
        String name = type.getName();
        if (name.startsWith("java.util.ImmutableCollections$")
                || name.startsWith("java.util.Collections$Unmodifiable")
                || name.startsWith("java.util.Collections$Empty")
                || name.startsWith("java.util.Collections$Singleton")
                || name.startsWith("java.util.Collections$Copies")
                // keys and values of an immutable map
                || name.startsWith("java.util.AbstractMap$")
                || name.startsWith("com.google.common.collect.Regular")
                || name.startsWith("com.google.common.collect.Immutable")
                || name.startsWith("com.google.common.collect.Singleton")) {
            return SortedSet.class.isAssignableFrom(type)
                    ? TREE_SET
                    : Set.class.isAssignableFrom(type) ? IMMUTABLE_SET : IMMUTABLE_LIST;
        }
        if (!TypeNames.isJdk(type) && !name.startsWith("org.hibernate.collection.")) {
            return null;
        }
        if (EnumSet.class.isAssignableFrom(type)) {
            return ENUM_SET;
        }
        if (SortedSet.class.isAssignableFrom(type)) {
            return TREE_SET;
        }
        if (Set.class.isAssignableFrom(type)) {
            return LINKED_HASH_SET;
        }
        return java.util.Queue.class.isAssignableFrom(type) ? null : ARRAY_LIST;
    }

    /** The class of the kind that a declared type implies; null if it implies none. */
    static @Nullable Class<?> implied(Class<?> raw) {
        if (raw == HashSet.class || raw == Set.class || raw.getName().equals("java.util.SequencedSet")) {
            return LinkedHashSet.class;
        }
        if (raw.isAssignableFrom(ArrayList.class) && Iterable.class.isAssignableFrom(raw)) {
            return ArrayList.class;
        }
        if (raw.isInterface() && SortedSet.class.isAssignableFrom(raw) && raw.isAssignableFrom(TreeSet.class)) {
            return TreeSet.class;
        }
        if (raw == Deque.class || raw == java.util.Queue.class) {
            return ArrayDeque.class;
        }
        if (raw == BlockingQueue.class) {
            return LinkedBlockingQueue.class;
        }
        CollectionKind kind =
                java.lang.reflect.Modifier.isAbstract(raw.getModifiers()) && raw != EnumSet.class ? null : of(raw);
        return kind == null ? null : kind.type;
    }
}
