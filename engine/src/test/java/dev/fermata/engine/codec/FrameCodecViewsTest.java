package dev.fermata.engine.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.type.TypeReference;

/** Views come back as views of what they showed, or are refused; never as copies that differ. */
@SuppressWarnings("unchecked") // values come back as what was stored
class FrameCodecViewsTest {

    enum Color {
        RED,
        BLUE
    }

    private static final Type STRINGS = new TypeReference<List<String>>() {}.getType();
    private static final Type STRING_SET = new TypeReference<Set<String>>() {}.getType();
    private static final Type STRING_COLLECTION = new TypeReference<Collection<String>>() {}.getType();
    private static final Type NUMBERS = new TypeReference<Map<String, Long>>() {}.getType();
    private static final Type ENTRY = new TypeReference<Map.Entry<String, Long>>() {}.getType();
    private static final Type ENTRIES = new TypeReference<List<Map.Entry<String, Long>>>() {}.getType();
    private static final Type ENTRY_SET = new TypeReference<Set<Map.Entry<String, Long>>>() {}.getType();

    private static Map<String, Long> filled(Map<String, Long> map) {
        map.put("a", 1L);
        map.put("b", 2L);
        return map;
    }

    static Stream<Map<String, Long>> maps() {
        return Stream.of(filled(new HashMap<>()), filled(new LinkedHashMap<>()), filled(new TreeMap<>()));
    }

    @ParameterizedTest
    @MethodSource("maps")
    void keysValuesAndEntriesFollowTheirMap(Map<String, Long> map) {
        @Nullable
        Object[] back = Frames.of("entries", ENTRY_SET, map.entrySet())
                .and("keys", STRING_SET, map.keySet())
                .and("map", NUMBERS, map)
                .and("values", new TypeReference<Collection<Long>>() {}.getType(), map.values())
                .decoded();
        Map<String, Long> again = (Map<String, Long>) back[2];
        ((Set<String>) back[1]).remove("a");
        again.put("c", 3L);
        assertThat(again).containsOnlyKeys("b", "c");
        assertThat((Set<Map.Entry<String, Long>>) back[0]).isEqualTo(again.entrySet());
        assertThat((Collection<Long>) back[3]).containsExactly(2L, 3L);
        assertThat(again).isInstanceOf(map instanceof TreeMap ? TreeMap.class : LinkedHashMap.class);
    }

    @ParameterizedTest
    @MethodSource("maps")
    void anEntryWritesThroughToItsMap(Map<String, Long> map) {
        List<Map.Entry<String, Long>> items = new ArrayList<>(map.entrySet());
        @Nullable
        Object[] back = Frames.of("e", ENTRY, items.get(1))
                .and("items", ENTRIES, items)
                .and("map", NUMBERS, map)
                .decoded();
        ((Map.Entry<String, Long>) back[0]).setValue(9L);
        assertThat((Map<String, Long>) back[2]).containsEntry("b", 9L);
        assertThat(((List<Object>) back[1]).get(1)).isSameAs(back[0]);
    }

    @Test
    void anEntryWithoutItsMapCanStillBeSet() {
        Map<String, Long> map = filled(new HashMap<>());
        List<Map.Entry<String, Long>> items = new ArrayList<>(map.entrySet());
        List<Map.Entry<String, Long>> back = (List<Map.Entry<String, Long>>) Frames.back(ENTRIES, items);
        back.get(0).setValue(7L);
        assertThat(back.get(0).getValue()).isEqualTo(7L);
        map.remove("a");
        @Nullable
        Object[] removed =
                Frames.of("e", ENTRY, items.get(0)).and("map", NUMBERS, map).decoded();
        ((Map.Entry<String, Long>) removed[0]).setValue(8L);
        assertThat((Map<String, Long>) removed[1]).containsOnlyKeys("b");
    }

    @Test
    void viewsOfAMapThatIsGoneKeepWhatTheyCanDo() {
        Set<String> keys =
                (Set<String>) Frames.back(STRING_SET, filled(new HashMap<>()).keySet());
        assertThat(keys).containsExactly("a", "b");
        assertThat(keys.remove("a")).isTrue();
        assertThatThrownBy(() -> keys.add("c")).isInstanceOf(UnsupportedOperationException.class);
        Set<Map.Entry<String, Long>> entries = (Set<Map.Entry<String, Long>>)
                Frames.back(ENTRY_SET, filled(new TreeMap<>()).entrySet());
        entries.iterator().next().setValue(5L);
        assertThat(entries.iterator().next().getValue()).isEqualTo(5L);
        Set<String> sorted = (Set<String>) Frames.back(
                STRING_SET, filled(new TreeMap<>(Collections.reverseOrder())).keySet());
        assertThat(sorted).isInstanceOf(NavigableSet.class).containsExactly("b", "a");
    }

    @Test
    void anEntryOfASetOfEntriesStaysItsEntry() {
        Set<Map.Entry<String, Long>> set = filled(new HashMap<>()).entrySet();
        @Nullable
        Object[] back = Frames.of("e", ENTRY, set.iterator().next())
                .and("set", ENTRY_SET, set)
                .decoded();
        ((Map.Entry<String, Long>) back[0]).setValue(4L);
        assertThat(back[1]).hasToString("[a=4, b=2]");
    }

    @Test
    void aListOverAnArrayWritesThroughToIt() {
        String[] array = {"a", "b"};
        @Nullable
        Object[] back = Frames.of("array", String[].class, array)
                .and("view", STRINGS, Arrays.asList(array))
                .decoded();
        ((List<String>) back[1]).set(0, "x");
        assertThat((String[]) back[0]).containsExactly("x", "b");
        List<String> alone = (List<String>) Frames.back(STRINGS, Arrays.asList("a", "b"));
        assertThat(alone.set(0, "y")).isEqualTo("a");
        assertThatThrownBy(() -> alone.add("c")).isInstanceOf(UnsupportedOperationException.class);
    }

    static Stream<Function<List<String>, Collection<String>>> wrappers() {
        return Stream.of(
                Collections::unmodifiableList,
                Collections::unmodifiableCollection,
                Collections::synchronizedList,
                Collections::synchronizedCollection,
                list -> Collections.synchronizedList(Collections.unmodifiableList(list)));
    }

    @ParameterizedTest
    @MethodSource("wrappers")
    void aWrapperFollowsTheListItWraps(Function<List<String>, Collection<String>> wrapping) {
        List<String> list = new ArrayList<>(List.of("a"));
        Collection<String> wrapper = wrapping.apply(list);
        @Nullable
        Object[] back = Frames.of("list", STRINGS, list)
                .and("view", STRING_COLLECTION, wrapper)
                .decoded();
        ((List<String>) back[0]).add("b");
        assertThat((Collection<String>) back[1]).containsExactly("a", "b").hasSameClassAs(wrapper);
    }

    @Test
    void wrappersOfSetsAndMapsFollowWhatTheyWrap() {
        Set<String> set = new LinkedHashSet<>(List.of("a"));
        NavigableSet<String> sorted = new TreeSet<>(List.of("a"));
        Map<String, Long> map = filled(new LinkedHashMap<>());
        Map<String, Long> fixed = Collections.unmodifiableMap(map);
        @Nullable
        Object[] back = Frames.of("set", STRING_SET, set)
                .and("sorted", STRING_SET, sorted)
                .and("map", NUMBERS, map)
                .and("set2", STRING_SET, Collections.unmodifiableSet(set))
                .and("sorted2", STRING_SET, Collections.unmodifiableNavigableSet(sorted))
                .and("map2", NUMBERS, fixed)
                .and("map3", NUMBERS, Collections.synchronizedMap(map))
                .and("keys", STRING_SET, fixed.keySet())
                .and("e", ENTRY, fixed.entrySet().iterator().next())
                .decoded();
        ((Set<String>) back[0]).add("z");
        ((Set<String>) back[1]).add("z");
        ((Map<String, Long>) back[2]).put("z", 1L);
        ((Map<String, Long>) back[2]).put("a", 5L);
        assertThat((Set<String>) back[3]).contains("z");
        assertThat((Set<String>) back[4]).contains("z").isInstanceOf(NavigableSet.class);
        assertThat((Map<String, Long>) back[5]).containsKey("z");
        assertThat((Map<String, Long>) back[6]).containsKey("z");
        assertThat((Set<String>) back[7]).contains("z");
        assertThat(((Map.Entry<String, Long>) back[8]).getValue()).isEqualTo(5L);
        assertThatThrownBy(() -> ((Map.Entry<String, Long>) back[8]).setValue(1L))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void anUnmodifiableSortedSetStaysUnmodifiable() {
        Set<String> back =
                (Set<String>) Frames.back(STRING_SET, Collections.unmodifiableSortedSet(new TreeSet<>(List.of("a"))));
        assertThatThrownBy(() -> back.add("b")).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void twoWrappersOfOneHiddenListShareIt() {
        List<String> hidden = new ArrayList<>(List.of("a"));
        @Nullable
        Object[] back = Frames.of("fixed", STRINGS, Collections.unmodifiableList(hidden))
                .and("open", STRINGS, Collections.synchronizedList(hidden))
                .decoded();
        ((List<String>) back[1]).add("b");
        assertThat((List<String>) back[0]).containsExactly("a", "b");
    }

    @Test
    void immutableViewsAreStoredByTheirElements() {
        assertThat(Frames.json(STRINGS, Collections.unmodifiableList(new ArrayList<>(List.of("a")))))
                .isEqualTo("{\"it\":{\"@type\":\"List.of\",\"@value\":[\"a\"]}}");
        assertThat(Frames.back(STRINGS, List.of("a", "b", "c").subList(1, 2))).isEqualTo(List.of("b"));
        assertThat(Frames.back(STRING_SET, Map.of("a", 1).keySet())).isEqualTo(Set.of("a"));
        assertThat(Frames.back(STRINGS, Stream.of("a").toList())).isEqualTo(List.of("a"));
        assertThat(Frames.back(ENTRY, Map.entry("a", 1L))).isEqualTo(Map.entry("a", 1L));
    }

    @Test
    void aPartOfAListThatIsGoneIsAListOfItsOwn() {
        List<String> back = (List<String>) Frames.back(STRINGS, new ArrayList<>(List.of("a", "b", "c")).subList(0, 2));
        back.add("x");
        assertThat(back).containsExactly("a", "b", "x");
    }

    private record Pair(Type type, Object whole, Type viewType, Object view) {
        @Override
        public String toString() {
            return view.getClass().getName();
        }
    }

    private static <T> Pair pair(T whole, Function<T, Object> view) {
        return new Pair(Object.class, whole, Object.class, view.apply(whole));
    }

    static Stream<Pair> lost() {
        EnumMap<Color, Long> enums = new EnumMap<>(Map.of(Color.RED, 1L, Color.BLUE, 2L));
        return Stream.of(
                pair(new ArrayList<>(List.of("a", "b", "c")), list -> list.subList(1, 3)),
                pair(new ArrayList<>(List.of("a")), list -> list.subList(0, 0)),
                pair(new CopyOnWriteArrayList<>(List.of("a", "b")), list -> list.subList(0, 1)),
                pair(new String[] {"a", "b"}, array -> Arrays.asList(array).subList(0, 1)),
                pair(new TreeSet<>(List.of("a", "b")), TreeSet::descendingSet),
                pair(new TreeSet<>(List.of("a", "b")), set -> set.headSet("b")),
                pair(new TreeMap<>(Map.of("a", 1, "b", 2)), TreeMap::descendingMap),
                pair(new TreeMap<>(Map.of("a", 1, "b", 2)), map -> map.headMap("b")),
                pair(new TreeMap<>(Map.of("a", 1, "b", 2)), TreeMap::descendingKeySet),
                pair(
                        new TreeMap<>(Map.of("a", 1, "b", 2)),
                        map -> map.tailMap("b").values()),
                pair(new LinkedHashMap<String, Boolean>(), Collections::newSetFromMap),
                pair(new ArrayList<>(List.of("a")), list -> Collections.checkedList(list, String.class)),
                pair(enums, map -> map.entrySet().iterator().next()),
                pair(
                        new ConcurrentHashMap<>(Map.of("a", 1)),
                        map -> map.entrySet().iterator().next()));
    }

    @ParameterizedTest
    @MethodSource("lost")
    void aViewThatCannotBeRebuiltIsRefusedBesideWhatItShows(Pair pair) {
        Frames frame = Frames.of("whole", pair.type, pair.whole).and("view", pair.viewType, pair.view);
        assertThatThrownBy(frame::encoded)
                .hasMessageStartingWith("FERMATA-4113: variable 'view' of Orders.process after 'charge#1': a "
                        + pair.view.getClass().getName())
                .hasMessageContaining("Keep a copy in the variable");
    }

    @Test
    @SuppressWarnings("JdkObsolete") // users have them
    void keysOfMapsOfOtherKindsFollowThem() {
        for (Map<String, Long> map : List.<Map<String, Long>>of(
                new ConcurrentHashMap<>(Map.of("a", 1L)), filled(new java.util.Hashtable<>()))) {
            @Nullable
            Object[] back = Frames.of("keys", STRING_SET, map.keySet())
                    .and("map", Object.class, map)
                    .decoded();
            ((Map<String, Long>) back[1]).put("z", 1L);
            assertThat((Set<String>) back[0]).contains("z");
        }
    }

    @Test
    void aSetThatIsMadeFromAMapIsItsOwn() {
        Set<String> seen = ConcurrentHashMap.newKeySet();
        seen.add("a");
        Set<String> back = (Set<String>) Frames.back(STRING_SET, seen);
        back.add("b");
        assertThat(back).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void aViewThatShowsItselfIsRefused() {
        List<Object> list = new ArrayList<>();
        List<Object> view = Collections.synchronizedList(list);
        list.add(view);
        assertThatThrownBy(() -> Frames.json(Object.class, view)).hasMessageStartingWith("FERMATA-4113");
    }

    @Test
    void whatHoldsNoViewIsWalkedOnce() {
        assertThat(Views.mayBe(ArrayList.class)).isFalse();
        assertThat(Views.mayBe(HashMap.class)).isFalse();
        assertThat(Views.mayBe(List.of().getClass())).isFalse();
        assertThat(Views.mayBe(new IdentityHashMap<>().keySet().getClass())).isTrue();
    }
}
