package dev.fermata.engine.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Serializable;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.chrono.JapaneseDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.type.TypeReference;

/** A place whose declaration says little holds after decoding what it held, by class and value, or is refused. */
class OpenTypesTest {

    enum Level {
        LOW,
        HIGH {
            @Override
            public String toString() {
                return "high";
            }
        }
    }

    record Money(BigDecimal amount, Object currency) {}

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    static Stream<Object> values() {
        return Stream.of(
                true,
                (byte) 1,
                (short) 1,
                '1',
                1,
                1L,
                1.0f,
                1.0,
                Integer.MAX_VALUE,
                Integer.MAX_VALUE + 1L,
                Long.MIN_VALUE,
                -0.0,
                -0.0f,
                Float.NaN,
                Double.NEGATIVE_INFINITY,
                1e300,
                BigInteger.ONE,
                BigInteger.TWO.pow(200),
                BigDecimal.ONE,
                new BigDecimal("1.00"),
                new BigDecimal("1E+5"),
                "1",
                "",
                "2026-11-21",
                Instant.EPOCH,
                Instant.MIN,
                LocalDate.MAX,
                LocalTime.MIDNIGHT,
                LocalTime.of(1, 2, 3, 4),
                LocalDateTime.MIN,
                OffsetDateTime.of(LocalDateTime.of(2026, 1, 2, 0, 0), ZoneOffset.ofHoursMinutesSeconds(1, 2, 3)),
                OffsetDateTime.MAX,
                OffsetTime.MIN,
                ZonedDateTime.of(2026, 10, 25, 2, 30, 0, 0, BERLIN).withEarlierOffsetAtOverlap(),
                ZonedDateTime.of(2026, 10, 25, 2, 30, 0, 0, BERLIN).withLaterOffsetAtOverlap(),
                ZonedDateTime.of(2026, 3, 29, 2, 30, 0, 0, BERLIN),
                ZonedDateTime.of(LocalDateTime.of(1893, 3, 31, 23, 59), BERLIN),
                ZonedDateTime.of(LocalDateTime.MIN, ZoneOffset.UTC),
                ZonedDateTime.of(LocalDateTime.of(2026, 1, 1, 0, 0), ZoneId.of("GMT0")),
                ZonedDateTime.of(LocalDateTime.of(2026, 1, 1, 0, 0), ZoneId.of("UTC+01:30")),
                ZoneOffset.MAX,
                BERLIN,
                ZoneId.of("GMT"),
                Duration.ofNanos(-1),
                Duration.ofSeconds(Long.MAX_VALUE, 999_999_999),
                Period.of(-1, 14, 400),
                Year.of(-5),
                Year.of(12345),
                YearMonth.of(-12, 3),
                MonthDay.of(2, 29),
                DayOfWeek.SUNDAY,
                Month.MAY,
                ChronoUnit.DECADES,
                Level.LOW,
                Level.HIGH,
                Locale.GERMANY,
                Locale.forLanguageTag("sr-Latn-RS-u-ca-gregory"),
                new Money(new BigDecimal("1.50"), "EUR"),
                new Money(BigDecimal.ZERO, Level.HIGH));
    }

    static List<Type> open() {
        return List.of(Object.class, Serializable.class, Comparable.class, Number.class);
    }

    /** {@code Object}, {@code Serializable}, {@code Number}, {@code Comparable<?>}. */
    @ParameterizedTest
    @MethodSource("values")
    void aVariable(Object value) {
        for (Type declared : open()) {
            if (((Class<?>) declared).isInstance(value)) {
                same(Frames.back(declared, value), value);
            }
        }
        if (value instanceof Comparable<?>) {
            same(Frames.back(new TypeReference<Comparable<?>>() {}, value), value);
        }
    }

    @ParameterizedTest
    @MethodSource("values")
    void anElement(Object value) {
        for (Type declared : List.of(
                List.class,
                Collection.class,
                Object.class,
                type(new TypeReference<List<Object>>() {}),
                type(new TypeReference<List<?>>() {}),
                type(new TypeReference<List<? super Integer>>() {}),
                type(new TypeReference<Iterable<? extends Object>>() {}))) {
            List<Object> list = new ArrayList<>(List.of("x", value));
            same(((List<?>) Frames.back(declared, list)).get(1), value);
        }
        same(((Object[]) Frames.back(Object[].class, new Object[] {"x", value}))[1], value);
    }

    @ParameterizedTest
    @MethodSource("values")
    void aValueOrKeyOfAMap(Object value) {
        for (Type declared : List.of(
                Map.class,
                Object.class,
                type(new TypeReference<Map<String, Object>>() {}),
                type(new TypeReference<Map<String, ?>>() {}))) {
            Map<String, Object> map = new TreeMap<>(Map.of("x", value));
            same(((Map<?, ?>) Frames.back(declared, map)).get("x"), value);
        }
        for (Type declared : List.of(
                Map.class,
                Object.class,
                type(new TypeReference<Map<Object, Object>>() {}),
                type(new TypeReference<Map<?, String>>() {}))) {
            Map<Object, Object> map = new LinkedHashMap<>(Map.of(value, "x"));
            same(((Map<?, ?>) Frames.back(declared, map)).keySet().iterator().next(), value);
        }
        Map<String, Object> nested = Map.of("a", Map.of("b", List.of(Map.of(value, new Object[] {value}))));
        Map<?, ?> back = (Map<?, ?>) Frames.back(new TypeReference<Map<String, Object>>() {}, nested);
        Map<?, ?> a = (Map<?, ?>) Objects.requireNonNull(back.get("a"));
        List<?> b = (List<?>) Objects.requireNonNull(a.get("b"));
        Map<?, ?> inner = (Map<?, ?>) b.get(0);
        same(inner.keySet().iterator().next(), value);
        same(((Object[]) inner.values().iterator().next())[0], value);
    }

    /** A field of a type variable, as a generic helper's machine has it. */
    @ParameterizedTest
    @MethodSource("values")
    <T> void aTypeVariable(Object value) throws NoSuchMethodException {
        Type variable =
                getClass().getDeclaredMethod("aTypeVariable", Object.class).getTypeParameters()[0];
        same(Frames.back(variable, value), value);
        Type list = new ListOf(variable);
        same(((List<?>) Frames.back(list, new ArrayList<>(List.of(value)))).get(0), value);
    }

    @Test
    void keysThatLookAlikeStayApart() {
        Map<Object, Object> map = new LinkedHashMap<>();
        for (Object key : new Object[] {1, 1L, "1", '1', (short) 1, 1.0, 1.0f, BigDecimal.ONE, Year.of(1)}) {
            map.put(key, key.getClass().getName());
        }
        map.put(null, "null");
        map.put("null", "a word");
        assertThat(Frames.back(Object.class, map)).isEqualTo(map);
    }

    @Test
    void aMapWhoseKeysAreNotWhatItDeclaresIsRefused() {
        Frames frame = Frames.of("map", type(new TypeReference<Map<String, Object>>() {}), Map.of(7, "seven"));
        assertThatThrownBy(frame::encoded)
                .hasMessageStartingWith("FERMATA-4101: variable 'map' of ")
                .hasMessageContaining("a java.lang.Integer cannot be stored");
    }

    static Stream<Object> refused() throws java.io.IOException {
        return Stream.of(
                new Object(),
                new Locale("not a language", "x"),
                JapaneseDate.of(2026, 11, 21),
                java.time.Clock.systemUTC(),
                java.util.regex.Pattern.compile("x"),
                String.class,
                Thread.currentThread(),
                (Runnable) () -> {},
                new BigDecimal("1") {
                    private static final long serialVersionUID = 1L;
                },
                new Money(BigDecimal.ONE, new Object()),
                zipped());
    }

    private static Object zipped() throws java.io.IOException {
        java.nio.file.Path zip = java.nio.file.Files.createTempFile("fermata", ".zip");
        java.nio.file.Files.write(
                zip, new byte[] {'P', 'K', 5, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
        zip.toFile().deleteOnExit();
        return java.nio.file.FileSystems.newFileSystem(zip).getPath("/inside");
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatWouldComeBackAsAnotherValueIsRefusedByItsVariable(Object value) {
        for (Object holder : Arrays.asList(value, Map.of("a", List.of(value)), new Object[] {value})) {
            assertThatThrownBy(() -> Frames.of("answer", Object.class, holder).encoded())
                    .isInstanceOf(CodecException.class)
                    .hasMessageMatching("(?s)FERMATA-41\\d\\d: variable 'answer' of .*");
        }
    }

    private static Type type(TypeReference<?> reference) {
        return reference.getType();
    }

    private static void same(@Nullable Object back, Object value) {
        assertThat(back).isEqualTo(value);
        assertThat(Objects.requireNonNull(back).getClass()).isEqualTo(value.getClass());
    }

    private record ListOf(Type element) implements ParameterizedType {

        @Override
        public Type[] getActualTypeArguments() {
            return new Type[] {element};
        }

        @Override
        public Type getRawType() {
            return List.class;
        }

        @Override
        public @Nullable Type getOwnerType() {
            return null;
        }
    }
}
