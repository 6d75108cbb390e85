package dev.fermata.engine.codec;

import java.io.File;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.BitSet;
import java.util.Currency;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The JDK classes that are one JSON string or number each. */
@SuppressWarnings({"JdkObsolete", "JavaUtilDate"}) // users hold old classes too
final class Scalars {

    private static final Map<Class<?>, Scalar> ALL = new LinkedHashMap<>();

    static {
        add(new Scalar.OfString());
        add(new Scalar.OfBoolean());
        add(new Scalar.OfInteger<>(Integer.class, Integer.MIN_VALUE, Integer.MAX_VALUE, n -> (int) n));
        add(new Scalar.OfInteger<>(Long.class, Long.MIN_VALUE, Long.MAX_VALUE, n -> n));
        add(new Scalar.OfInteger<>(Short.class, Short.MIN_VALUE, Short.MAX_VALUE, n -> (short) n));
        add(new Scalar.OfInteger<>(Byte.class, Byte.MIN_VALUE, Byte.MAX_VALUE, n -> (byte) n));
        add(new Scalar.OfReal<>(Double.class, Double::valueOf));
        add(new Scalar.OfReal<>(Float.class, Float::valueOf));
        text(Character.class, Scalars::character);
        text(BigDecimal.class, BigDecimal::new);
        text(BigInteger.class, BigInteger::new);
        text(Instant.class, Instant::parse);
        text(LocalDate.class, LocalDate::parse);
        text(LocalTime.class, LocalTime::parse);
        text(LocalDateTime.class, LocalDateTime::parse);
        text(OffsetDateTime.class, OffsetDateTime::parse);
        text(OffsetTime.class, OffsetTime::parse);
        text(ZonedDateTime.class, ZonedDateTime::parse);
        text(ZoneId.class, ZoneId::of);
        text(ZoneOffset.class, ZoneOffset::of);
        text(Duration.class, Duration::parse);
        text(Period.class, Period::parse);
        text(Year.class, year -> Year.of(Integer.parseInt(year)));
        text(YearMonth.class, Scalars::yearMonth);
        text(MonthDay.class, MonthDay::parse);
        text(UUID.class, UUID::fromString);
        text(URI.class, URI::create);
        text(Currency.class, Currency::getInstance);
        text(Locale.class, Locale::toLanguageTag, Locale::forLanguageTag, false);
        text(Charset.class, Charset::forName);
        text(File.class, File::new);
        text(Path.class, Path::of);
        text(OptionalInt.class, o -> o.isPresent() ? Integer.toString(o.getAsInt()) : "", Scalars::optionalInt, false);
        text(OptionalLong.class, o -> o.isPresent() ? Long.toString(o.getAsLong()) : "", Scalars::optionalLong, false);
        text(
                OptionalDouble.class,
                o -> o.isPresent() ? Double.toString(o.getAsDouble()) : "",
                Scalars::optionalDouble,
                false);
        text(Date.class, d -> Long.toString(d.getTime()), s -> new Date(Long.parseLong(s)), true);
        text(
                java.sql.Date.class,
                d -> Long.toString(d.getTime()),
                s -> new java.sql.Date(Long.parseLong(s)),
                true,
                "sql.Date");
        text(
                java.sql.Time.class,
                d -> Long.toString(d.getTime()),
                s -> new java.sql.Time(Long.parseLong(s)),
                true,
                "sql.Time");
        text(Timestamp.class, t -> t.toInstant().toString(), s -> Timestamp.from(Instant.parse(s)), true);
        text(StringBuilder.class, StringBuilder::toString, StringBuilder::new, true);
        text(StringBuffer.class, StringBuffer::toString, StringBuffer::new, true);
        text(AtomicInteger.class, AtomicInteger::toString, s -> new AtomicInteger(Integer.parseInt(s)), true);
        text(AtomicLong.class, AtomicLong::toString, s -> new AtomicLong(Long.parseLong(s)), true);
        text(AtomicBoolean.class, AtomicBoolean::toString, s -> new AtomicBoolean(Boolean.parseBoolean(s)), true);
        text(
                BitSet.class,
                b -> java.util.Base64.getEncoder().encodeToString(b.toByteArray()),
                s -> BitSet.valueOf(java.util.Base64.getDecoder().decode(s)),
                true);
    }

    private Scalars() {}

    static @Nullable Scalar of(Class<?> type) {
        return ALL.get(type);
    }

    static Iterable<Scalar> all() {
        return ALL.values();
    }

    /** The class of the scalar that stands for an implementation class of the JDK; null if there is none. */
    static @Nullable Class<?> publicClass(Class<?> type) {
        for (Class<?> open : new Class<?>[] {ZoneId.class, Path.class, Charset.class}) {
            if (open.isAssignableFrom(type) && type != ZoneOffset.class && TypeNames.isJdk(type)) {
                return open;
            }
        }
        return ALL.containsKey(type) ? type : null;
    }

    static Class<?> boxed(Class<?> type) {
        return type.isPrimitive()
                ? java.lang.invoke.MethodType.methodType(type).wrap().returnType()
                : type;
    }

    private static void add(Scalar scalar) {
        ALL.put(scalar.type(), scalar);
    }

    private static <T> void text(Class<T> type, Function<String, T> parse) {
        text(type, Object::toString, parse, false);
    }

    private static <T> void text(
            Class<T> type, Function<T, String> format, Function<String, T> parse, boolean identity) {
        text(type, format, parse, identity, type.getSimpleName());
    }

    private static <T> void text(
            Class<T> type, Function<T, String> format, Function<String, T> parse, boolean identity, String name) {
        add(new Scalar.OfText<>(type, name, format, parse, identity));
    }

    private static Character character(String text) {
        if (text.length() != 1) {
            throw new IllegalArgumentException("not one character");
        }
        return text.charAt(0);
    }

    /** {@link YearMonth#toString} omits the sign that {@link YearMonth#parse} wants beyond year 9999. */
    private static YearMonth yearMonth(String text) {
        int dash = text.lastIndexOf('-');
        return YearMonth.of(Integer.parseInt(text.substring(0, dash)), Integer.parseInt(text.substring(dash + 1)));
    }

    private static OptionalInt optionalInt(String text) {
        return text.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(text));
    }

    private static OptionalLong optionalLong(String text) {
        return text.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text));
    }

    private static OptionalDouble optionalDouble(String text) {
        return text.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(text));
    }
}
