package dev.fermata.engine.codec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** A collection of the JDK. One that cannot change has no identity of its own; what it holds has. */
final class CollectionShape extends Shape {

    private final CollectionKind kind;
    private final Order order;
    private final Slot elements;

    CollectionShape(CollectionKind kind, Order order, Slot elements) {
        this.kind = kind;
        this.order = order;
        this.elements = elements;
    }

    @Override
    boolean identity() {
        return !kind.immutable();
    }

    @Override
    @Nullable
    String qualifier(Object value) {
        if (value instanceof SortedSet<?> sorted) {
            return Order.of(sorted.comparator()).qualifier();
        }
        return value instanceof PriorityQueue<?> queue
                ? Order.of(queue.comparator()).qualifier()
                : null;
    }

    @Override
    Shape qualified(String qualifier) {
        return new CollectionShape(kind, Order.named(qualifier), elements);
    }

    @Override
    void survey(Object value, Survey survey) {
        qualifier(value);
        Elements.survey((Collection<?>) value, elements, survey);
    }

    @Override
    void write(Object value, FrameWriter writer) {
        Elements.write((Collection<?>) value, elements, writer);
    }

    @Override
    Object read(FrameReader reader, int id) {
        Collection<@Nullable Object> collection = kind.create(order);
        if (collection != null) {
            reader.begin(id, collection);
        }
        if (collection != null && !kind.inspects()) {
            Elements.read(reader, elements, collection);
            return collection;
        }
        int before = reader.unfinishedReferences();
        List<@Nullable Object> values = new ArrayList<>();
        Elements.read(reader, elements, values);
        boolean early = reader.unfinishedReferences() != before;
        if (collection == null) {
            return fromElements(values, early, reader);
        }
        if (early) {
            reader.defer(() -> collection.addAll(values));
        } else {
            collection.addAll(values);
        }
        return collection;
    }

    private Object fromElements(List<@Nullable Object> values, boolean early, FrameReader reader) {
        return switch (kind) {
            case FIXED_LIST -> Arrays.asList(values.toArray());
            case ENUM_SET -> enumSet(values);
            case IMMUTABLE_SET -> immutableSet(values, early, reader);
            default -> values.contains(null) ? Collections.unmodifiableList(values) : List.copyOf(values);
        };
    }

    private static Set<?> immutableSet(List<@Nullable Object> values, boolean early, FrameReader reader) {
        Set<@Nullable Object> backing = new LinkedHashSet<>();
        if (early) {
            reader.defer(() -> backing.addAll(values));
        } else {
            backing.addAll(values);
        }
        return Collections.unmodifiableSet(backing);
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // the element type is known only at run time
    private EnumSet<?> enumSet(List<@Nullable Object> values) {
        if (elements.raw().isEnum()) {
            EnumSet set = EnumSet.noneOf((Class) elements.raw());
            set.addAll(values);
            return set;
        }
        if (values.isEmpty()) {
            throw new Trouble(
                    Fault.MISFIT, "expected an EnumSet of a declared enum but found an empty one of no known enum");
        }
        return EnumSet.copyOf((Collection) values);
    }
}
