package dev.fermata.engine.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.AbstractMap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.type.TypeReference;

@SuppressWarnings({"JdkObsolete", "UnnecessaryStringBuilder"}) // such values are the subject
class FrameCodecTypesTest {

    sealed interface Shape permits Circle, Square, Fancy {}

    record Circle(double radius) implements Shape {}

    @JsonTypeName("sq")
    record Square(int side) implements Shape {}

    sealed interface Fancy extends Shape permits Star {}

    record Star(@Nullable Shape inner) implements Fancy {}

    enum Level {
        LOW,
        HIGH {
            @Override
            boolean urgent() {
                return true;
            }
        };

        boolean urgent() {
            return false;
        }
    }

    record Later(int a, long b, @Nullable String c, Optional<String> d) {}

    record Key(String region, int number) {}

    record Page<T>(List<T> items, @Nullable T first, Optional<T> maybe) {}

    static class Box<T> {
        protected @Nullable T content;
        private Map<String, @Nullable T> more = new HashMap<>();
    }

    static final class NumberBox extends Box<BigDecimal> {
        private int count;
    }

    /** Neither getters nor a constructor without parameters, and one field that callers are not to see. */
    static final class Account {
        private final String id;

        @JsonIgnore
        private final String secret;

        private final transient String cache;

        Account(String id, String secret) {
            if (secret.isEmpty()) {
                throw new IllegalArgumentException("secret");
            }
            this.id = id;
            this.secret = secret;
            this.cache = id + secret;
        }
    }

    static final class Names extends ArrayList<String> {
        private static final long serialVersionUID = 1L;
    }

    static Stream<Object> values() {
        return Stream.of(
                "",
                "plain",
                "\u0000\"\\\n\u2028",
                "\uD83D\uDE00 pair",
                "lone \uD83D half",
                "\uDE00",
                Integer.MIN_VALUE,
                Long.MAX_VALUE,
                (short) -7,
                (byte) 7,
                '\uD800',
                true,
                Double.NaN,
                Double.NEGATIVE_INFINITY,
                -0.0,
                Double.MIN_VALUE,
                Float.NaN,
                Float.MAX_VALUE,
                0.1f,
                new BigDecimal("1.500"),
                new BigDecimal("1E+3"),
                new BigInteger("-123456789012345678901234567890"),
                Instant.MAX,
                LocalDate.MIN,
                YearMonth.of(123456, 7),
                YearMonth.of(-5, 7),
                ZonedDateTime.of(2026, 10, 25, 2, 30, 0, 1, ZoneId.of("Europe/Berlin"))
                        .withLaterOffsetAtOverlap(),
                ZonedDateTime.of(2026, 10, 25, 2, 30, 0, 1, ZoneId.of("UTC")),
                ZoneId.of("+02:00"),
                ZoneId.of("America/New_York"),
                Duration.ofSeconds(-1, 999),
                UUID.fromString("00000000-0000-0000-0000-000000000001"),
                URI.create("https://example.org/a?b=c#d"),
                Locale.forLanguageTag("zh-Hant-TW"),
                Locale.ROOT,
                OptionalInt.of(4),
                Optional.empty(),
                Optional.of("x"),
                Optional.of(Instant.EPOCH),
                DayOfWeek.MONDAY,
                Level.HIGH,
                new Key("eu", 1),
                new Circle(1.5),
                new Square(2),
                new Star(new Star(new Circle(1))),
                List.of(1, "a", 2L, new BigDecimal("1.0"), Instant.EPOCH, List.of(), Map.of()),
                List.of(List.of(1L), Map.of("k", Set.of(2L))),
                Stream.of("a", null).toList(),
                Collections.unmodifiableList(Arrays.asList(1, null)),
                Arrays.asList("a", "b"),
                Collections.emptyList(),
                new ArrayList<>(List.of(1)),
                new LinkedList<>(List.of(1)),
                new LinkedHashSet<>(List.of(3, 1, 2)),
                new TreeSet<>(List.of(3, 1, 2)),
                new HashMap<>(Map.of("a", 1L)),
                new TreeMap<>(Map.of(5, "five", 3, "three")),
                new ConcurrentHashMap<>(Map.of("a", 1)),
                new EnumMap<>(Map.of(Level.LOW, 1)),
                EnumSet.of(Level.LOW, Level.HIGH),
                new AbstractMap.SimpleEntry<>("k", 1L),
                Map.entry("k", 'c'),
                new HashMap<>(Map.of(new Key("eu", 1), "x")));
    }

    @ParameterizedTest
    @MethodSource("values")
    void aValueOfAnOpenTypeComesBackExactly(Object value) {
        Object back = Frames.back(Object.class, value);
        assertThat(back).isEqualTo(value);
        assertThat(Kinds.canonical(back.getClass())).isEqualTo(Kinds.canonical(value.getClass()));
    }

    @ParameterizedTest
    @MethodSource("values")
    void aValueInAListOfAnythingComesBackExactly(Object value) {
        assertThat(Frames.back(new TypeReference<List<?>>() {}, Arrays.asList(value, null)))
                .isEqualTo(Arrays.asList(value, null));
    }

    @ParameterizedTest
    @MethodSource("values")
    void aValueOfItsOwnDeclaredTypeComesBackExactly(Object value) {
        Class<?> declared = Kinds.canonical(value.getClass());
        if (declared != Kinds.canonical(EnumMap.class)
                && TypeNames.element(declared) == declared
                && java.lang.reflect.Modifier.isPublic(declared.getModifiers())) {
            assertThat(Frames.back(declared, value)).isEqualTo(value);
        }
    }

    static Stream<Object> arrays() {
        return Stream.of(
                new byte[] {0, -1, 127},
                new boolean[] {true, false},
                new short[] {1},
                new char[] {'a', '\uD800'},
                new int[] {},
                new long[] {Long.MIN_VALUE},
                new float[] {Float.NaN, -0.0f},
                new double[] {Double.POSITIVE_INFINITY, 0.1},
                new int[][] {{1}, {}, null},
                new String[] {"a", null},
                new BigDecimal[][] {{new BigDecimal("1.0")}},
                new Object[] {1, 2L, "x", new int[] {3}},
                new Number[] {1, 2L},
                new Key[] {new Key("a", 1)},
                new Shape[] {new Circle(1), null});
    }

    @ParameterizedTest
    @MethodSource("arrays")
    void anArrayComesBackWithItsClass(Object array) {
        for (Class<?> declared : new Class<?>[] {array.getClass(), Object.class}) {
            Object back = Frames.back(declared, array);
            assertThat(back).hasSameClassAs(array);
            assertThat(Arrays.deepEquals(new Object[] {back}, new Object[] {array}))
                    .isTrue();
        }
    }

    @Test
    void plainValuesArePlainJson() {
        assertThat(Frames.json(
                        new TypeReference<Map<Level, List<Shape>>>() {}.getType(),
                        new EnumMap<>(Map.of(Level.HIGH, new ArrayList<>(List.of(new Circle(1), new Square(2)))))))
                .isEqualTo("{\"it\":{\"@type\":\"EnumMap\",\"HIGH\":[{\"@type\":\"Circle\",\"radius\":1.0},"
                        + "{\"@type\":\"sq\",\"side\":2}]}}");
        assertThat(Frames.json(Object.class, new LinkedHashMap<>(Map.of("n", 1))))
                .isEqualTo("{\"it\":{\"n\":1}}");
    }

    @Test
    void genericRecordsKeepTheirArguments() {
        Page<Instant> page = new Page<>(List.of(Instant.EPOCH), Instant.MAX, Optional.of(Instant.MIN));
        TypeReference<Page<Instant>> type = new TypeReference<>() {};
        assertThat(Frames.back(type, page)).isEqualTo(page);
        assertThat(Frames.json(type.getType(), page)).doesNotContain("Instant");
        Page<Long> longs = new Page<>(List.of(1L), null, Optional.empty());
        assertThat(Frames.back(Object.class, longs)).isEqualTo(longs);
    }

    @Test
    void fieldsOfGenericSuperclassesAreKept() {
        NumberBox box = new NumberBox();
        box.content = new BigDecimal("2.50");
        ((Box<BigDecimal>) box).more.put("x", null);
        box.count = 3;
        NumberBox back = (NumberBox) Frames.back(new TypeReference<Box<BigDecimal>>() {}, box);
        assertThat(back).usingRecursiveComparison().isEqualTo(box);
        assertThat(back.count).isEqualTo(3);
    }

    @Test
    void stateIsRestoredWithoutRunningAConstructorThatHasParameters() {
        Account back = (Account) Frames.back(Account.class, new Account("a", "s"));
        assertThat(back.id).isEqualTo("a");
        assertThat(back.secret).isEqualTo("s");
        assertThat(back.cache).isNull();
    }

    @Test
    void openInterfacesKeepWhatTheyHold() {
        for (Class<?> open : new Class<?>[] {Serializable.class, Comparable.class, Object.class}) {
            assertThat(Frames.back(open, 5L)).isEqualTo(5L);
            assertThat(Frames.back(open, "5")).isEqualTo("5");
            assertThat(Frames.back(open, Instant.EPOCH)).isEqualTo(Instant.EPOCH);
        }
        assertThat(Frames.back(Number.class, 5)).isEqualTo(5);
        assertThat(Frames.back(Number.class, 5.0f)).isEqualTo(5.0f);
        assertThat(Frames.back(Number.class, BigDecimal.TEN)).isEqualTo(BigDecimal.TEN);
        assertThat(Frames.back(CharSequence.class, "x")).isEqualTo("x");
        assertThat(Frames.back(CharSequence.class, new StringBuilder("x"))).hasToString("x");
    }

    @Test
    void mapsKeepKeysOfAnyType() {
        assertThat(Frames.back(new TypeReference<Map<Integer, String>>() {}, Map.of(1, "a")))
                .isEqualTo(Map.of(1, "a"));
        assertThat(Frames.back(new TypeReference<Map<Key, Level>>() {}, Map.of(new Key("a", 1), Level.LOW)))
                .isEqualTo(Map.of(new Key("a", 1), Level.LOW));
        assertThat(Frames.back(new TypeReference<Map<Level, String>>() {}, Map.of(Level.HIGH, "b")))
                .isEqualTo(Map.of(Level.HIGH, "b"));
        assertThat(Frames.back(new TypeReference<Map<LocalDate, Long>>() {}, Map.of(LocalDate.MIN, 1L)))
                .isEqualTo(Map.of(LocalDate.MIN, 1L));
        assertThat(Frames.back(new TypeReference<Map<Object, Object>>() {}, Map.of(1L, 2L)))
                .isEqualTo(Map.of(1L, 2L));
    }

    @Test
    void collectionsKeepTheirKindBehindAnInterface() {
        assertThat(Frames.back(new TypeReference<Deque<Integer>>() {}, new ArrayDeque<>(List.of(2, 1))))
                .isInstanceOf(ArrayDeque.class)
                .extracting(deque -> ((Deque<?>) deque).peekFirst())
                .isEqualTo(2);
        SortedSet<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        set.addAll(List.of("b", "A"));
        SortedSet<?> sorted = (SortedSet<?>) Frames.back(new TypeReference<Set<String>>() {}, set);
        assertThat((Object) sorted.comparator()).isEqualTo(String.CASE_INSENSITIVE_ORDER);
        SortedMap<Integer, String> map = new TreeMap<>(Collections.reverseOrder());
        map.putAll(Map.of(1, "a", 2, "b"));
        SortedMap<?, ?> reversed = (SortedMap<?, ?>) Frames.back(new TypeReference<Map<Integer, String>>() {}, map);
        assertThat(reversed.firstKey()).hasToString("2");
        Queue<Integer> queue = new PriorityQueue<>(List.of(3, 1, 2));
        assertThat(((Queue<?>) Frames.back(new TypeReference<Queue<Integer>>() {}, queue)).poll())
                .isEqualTo(1);
    }

    @Test
    void setsKeepTheOrderInWhichTheyWereSeen() {
        Set<String> set = new HashSet<>(1000);
        for (int i = 0; i < 100; i++) {
            set.add("element" + i);
        }
        assertThat(new ArrayList<Object>((Collection<?>) Frames.back(new TypeReference<Set<String>>() {}, set)))
                .isEqualTo(new ArrayList<Object>(set));
    }

    @Test
    void immutableListsStayImmutableAndMutableOnesMutable() {
        List<?> fixed = (List<?>) Frames.back(new TypeReference<List<String>>() {}, List.of("a"));
        assertThat(fixed).isUnmodifiable();
        @SuppressWarnings("unchecked") // declared so
        List<String> open =
                (List<String>) Frames.back(new TypeReference<List<String>>() {}, new ArrayList<>(List.of("a")));
        open.add("b");
        assertThat(open).containsExactly("a", "b");
    }

    @Test
    void cellsAndCountersAreKept() {
        AtomicInteger counter = new AtomicInteger(3);
        @Nullable
        Object[] values = Frames.of("a", AtomicInteger.class, counter)
                .and(
                        "b",
                        new TypeReference<AtomicReference<Object>>() {}.getType(),
                        new AtomicReference<Object>(counter))
                .decoded();
        assertThat(((AtomicReference<?>) values[1]).get()).isSameAs(values[0]).hasToString("3");
    }

    @Test
    void collectionsOfTheApplicationKeepTheirClass() {
        Names names = new Names();
        names.add("a");
        assertThat(Frames.back(Names.class, names)).isInstanceOf(Names.class).isEqualTo(names);
        assertThat(Frames.back(new TypeReference<List<String>>() {}, names)).isInstanceOf(Names.class);
    }

    @Test
    void aComponentAddedLaterIsEmpty() {
        FrameLayout layout = Frames.of("it", Later.class, null).layout();
        EncodedFrame frame = new EncodedFrame(List.of(new EncodedFrame.Component(
                List.of("it"), "{\"it\":{\"a\":1}}".getBytes(java.nio.charset.StandardCharsets.UTF_8))));
        assertThat(Frames.CODEC.decode(layout, frame)).containsExactly(new Later(1, 0, null, Optional.empty()));
    }

    @Test
    void manyThreadsUseOneCodec() {
        FrameCodec codec = new FrameCodec(CodecLimits.DEFAULT);
        Frames frame = Frames.of("it", Object.class, new Star(new Star(new Circle(1))));
        FrameLayout layout = frame.layout();
        Object[] values = {new Star(new Star(new Circle(1)))};
        assertThat(java.util.stream.IntStream.range(0, 2000)
                        .parallel()
                        .mapToObj(i -> codec.decode(layout, codec.encode(layout, values))[0]))
                .hasSize(2000)
                .allMatch(values[0]::equals);
    }

    @Test
    void nullIsKept() {
        assertThat(Frames.of("x", String.class, null).decoded()).containsExactly((Object) null);
    }
}
