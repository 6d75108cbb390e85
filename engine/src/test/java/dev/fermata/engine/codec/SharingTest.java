package dev.fermata.engine.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.AbstractMap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Date;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Properties;
import java.util.Set;
import java.util.Stack;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.Vector;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two references to one mutable object stay two references to one object, whatever it is and wherever they stand. */
@SuppressWarnings({"JdkObsolete", "JavaUtilDate", "UnnecessaryStringBuilder"}) // users hold old classes too
class SharingTest {

    static class Item {
        @Nullable
        Object part;
    }

    static final class SubItem extends Item {
        final int count;

        SubItem(int count) {
            this.count = count;
        }
    }

    static final class Names extends ArrayList<Object> {
        private static final long serialVersionUID = 1L;
    }

    static final class Declined extends Exception {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings("serial")
        private final Object detail;

        Declined(Object detail) {
            super("declined");
            this.detail = detail;
        }
    }

    record Line(String sku, Object part) {}

    record Page<T>(List<T> items, Map<String, List<Optional<T>>> more) {}

    /** Each kind of object that has an identity. */
    static List<Object> objects() {
        List<Object> all = new ArrayList<>(List.of(
                new Item(),
                new SubItem(3),
                new Declined("x"),
                new IllegalStateException("x", new RuntimeException("y")),
                new StringBuilder("x"),
                new StringBuffer("x"),
                new Date(5),
                new java.sql.Timestamp(5),
                new BitSet(3),
                new AtomicInteger(1),
                new AtomicLong(1),
                new AtomicBoolean(true),
                new AtomicReference<>("x"),
                new AbstractMap.SimpleEntry<>("k", "v")));
        all.addAll(List.of(
                new boolean[1],
                new byte[1],
                new short[1],
                new char[1],
                new int[1],
                new long[1],
                new float[1],
                new double[1],
                new int[1][1],
                new String[] {"a"},
                new Object[] {1, "a"},
                new Item[1],
                new Line[] {new Line("a", 1)}));
        List<TimeUnit> some = List.of(TimeUnit.DAYS, TimeUnit.HOURS);
        all.addAll(List.of(
                new ArrayList<>(some),
                new LinkedList<>(some),
                new Names(),
                new Vector<>(some),
                new Stack<>(),
                new CopyOnWriteArrayList<>(some),
                new HashSet<>(some),
                new LinkedHashSet<>(some),
                new TreeSet<>(some),
                new ConcurrentSkipListSet<>(some),
                new CopyOnWriteArraySet<>(some),
                EnumSet.copyOf(some),
                new ArrayDeque<>(some),
                new PriorityQueue<>(some),
                new ConcurrentLinkedQueue<>(some),
                new ConcurrentLinkedDeque<>(some),
                new LinkedBlockingQueue<>(some),
                new LinkedBlockingDeque<>(some),
                Arrays.asList(TimeUnit.DAYS, null)));
        Map<TimeUnit, Integer> entries = Map.of(TimeUnit.DAYS, 1);
        Properties properties = new Properties();
        properties.setProperty("a", "b");
        all.addAll(List.of(
                new HashMap<>(entries),
                new LinkedHashMap<>(entries),
                new TreeMap<>(entries),
                new ConcurrentHashMap<>(entries),
                new ConcurrentSkipListMap<>(entries),
                new Hashtable<>(entries),
                new EnumMap<>(entries),
                properties));
        return all;
    }

    /** A place that holds an object, and the way back to it. */
    private record Place(String name, Function<Object, Object> holds, Function<Object, @Nullable Object> found) {}

    private static final List<Place> PLACES = List.of(
            new Place("a variable", object -> object, holder -> holder),
            new Place("a field", SharingTest::item, holder -> ((Item) holder).part),
            new Place("an element of an array", object -> new Object[] {"x", object}, holder -> ((Object[]) holder)[1]),
            new Place("a row", object -> new Object[][] {{}, {object}}, holder -> ((Object[][]) holder)[1][0]),
            new Place("a list", object -> new ArrayList<>(List.of("x", object)), holder -> ((List<?>) holder).get(1)),
            new Place("an immutable list", object -> List.of("x", object), holder -> ((List<?>) holder).get(1)),
            new Place("a fixed list", object -> Arrays.asList("x", object), holder -> ((List<?>) holder).get(1)),
            new Place("a set", object -> new HashSet<>(Set.of(object)), holder -> first((Set<?>) holder)),
            new Place("an immutable set", Set::of, holder -> first((Set<?>) holder)),
            new Place("a deque", object -> new ArrayDeque<>(List.of(object)), holder -> first((ArrayDeque<?>) holder)),
            new Place(
                    "a key",
                    object -> new HashMap<>(Map.of(object, "x")),
                    holder -> first(((Map<?, ?>) holder).keySet())),
            new Place("a value", object -> new TreeMap<>(Map.of("x", object)), holder -> ((Map<?, ?>) holder).get("x")),
            new Place(
                    "a value of an immutable map", object -> Map.of(1, object), holder -> ((Map<?, ?>) holder).get(1)),
            new Place(
                    "a value of an enum map",
                    object -> new EnumMap<>(Map.of(TimeUnit.DAYS, object)),
                    holder -> ((Map<?, ?>) holder).get(TimeUnit.DAYS)),
            new Place("an entry", object -> Map.entry("x", object), holder -> ((Map.Entry<?, ?>) holder).getValue()),
            new Place("a component", object -> new Line("x", object), holder -> ((Line) holder).part()),
            new Place("an Optional", Optional::of, holder -> ((Optional<?>) holder).orElseThrow()),
            new Place("a cell", AtomicReference::new, holder -> ((AtomicReference<?>) holder).get()),
            new Place("a field of an exception", Declined::new, holder -> ((Declined) holder).detail),
            new Place(
                    "nested generics",
                    object -> new Page<>(new ArrayList<>(), Map.of("x", List.of(Optional.of(object)))),
                    holder -> Objects.requireNonNull(((Page<?>) holder).more().get("x"))
                            .get(0)
                            .orElseThrow()));

    private static Item item(Object part) {
        Item item = new Item();
        item.part = part;
        return item;
    }

    private static Object first(Iterable<?> all) {
        return Objects.requireNonNull(all.iterator().next());
    }

    static Stream<Object[]> cases() {
        return PLACES.stream().flatMap(place -> objects().stream().map(object -> new Object[] {place, object}));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatTwoVariablesShareTheyShareAfterDecoding(Object at, Object object) {
        Place place = (Place) at;
        Object holder = place.holds.apply(object);
        for (Class<?> declared : List.of(Object.class, Kinds.canonical(object.getClass()))) {
            @Nullable
            Object[] back = Frames.of("alone", declared, object)
                    .and("holder", Object.class, holder)
                    .and("again", Object.class, holder)
                    .decoded();
            assertThat(back[0]).isNotSameAs(object);
            assertThat(place.found.apply(Objects.requireNonNull(back[1]))).isSameAs(back[0]);
            assertThat(place.found.apply(Objects.requireNonNull(back[2]))).isSameAs(back[0]);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatOneVariableHoldsTwiceItHoldsTwiceAfterDecoding(Object at, Object object) {
        Place place = (Place) at;
        List<?> back = (List<?>) Frames.back(List.class, new ArrayList<>(List.of(place.holds.apply(object), object)));
        assertThat(place.found.apply(Objects.requireNonNull(back.get(0)))).isSameAs(back.get(1));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatAnObjectHoldsMayReferBackToTheObject(Object at, Object unused) {
        Place place = (Place) at;
        Item item = new Item();
        item.part = place.holds.apply(item);
        Item back =
                (Item) Objects.requireNonNull(Frames.of("it", Item.class, item).decoded()[0]);
        assertThat(place.found.apply(Objects.requireNonNull(back.part))).isSameAs(back);
    }

    @Test
    void aContainerMayBePartOfWhatItHolds() {
        Map<TimeUnit, Object> units = new EnumMap<>(TimeUnit.class);
        units.put(TimeUnit.DAYS, item(units));
        Map<?, ?> back = (Map<?, ?>) Frames.of("it", Object.class, units).decoded()[0];
        assertThat(((Item) Objects.requireNonNull(Objects.requireNonNull(back).get(TimeUnit.DAYS))).part)
                .isSameAs(back);
    }

    static Stream<Object> lost() {
        List<Object> list = new ArrayList<>(List.of(1, 2, 3));
        Set<Object> byIdentity = Collections.newSetFromMap(new java.util.IdentityHashMap<>());
        return Stream.of(
                new ArrayList<>(List.of(list, list.subList(1, 2))),
                byIdentity,
                new java.util.IdentityHashMap<>(),
                new java.util.WeakHashMap<>(),
                new java.util.concurrent.atomic.AtomicIntegerArray(2),
                new java.util.concurrent.atomic.LongAdder(),
                new java.util.Random(1),
                new java.util.GregorianCalendar(),
                new java.util.concurrent.DelayQueue<>(),
                new java.lang.ref.WeakReference<>("x"));
    }

    /** Of these a copy would be another object, or one of another kind. */
    @ParameterizedTest
    @MethodSource("lost")
    void whatCannotKeepItsSharingIsRefused(Object value) {
        List<Object> holder = new ArrayList<>(List.of(value, value));
        assertThatThrownBy(() -> Frames.of("it", Object.class, holder).encoded())
                .isInstanceOf(CodecException.class)
                .hasMessageMatching("(?s)FERMATA-41\\d\\d: variable 'it' of .*");
    }

    /** Nothing but {@code ==} tells one such value from an equal one. */
    @Test
    void valuesThatNeverChangeHaveNoIdentity() {
        Line line = new Line("a", 1);
        @Nullable
        Object[] back =
                Frames.of("a", Line.class, line).and("b", Line.class, line).decoded();
        assertThat(back[0]).isEqualTo(back[1]);
    }
}
