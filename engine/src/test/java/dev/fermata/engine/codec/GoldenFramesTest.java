package dev.fermata.engine.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;

/** Frames of released versions stay readable for ever: the files are never changed, only added to. */
class GoldenFramesTest {

    enum State {
        NEW,

        @JsonAlias("SENT")
        SHIPPED,

        RETURNED
    }

    sealed interface Payment permits CardPayment, Transfer, Voucher {}

    @JsonTypeName("Card")
    record CardPayment(String number) implements Payment {}

    record Transfer(String iban) implements Payment {}

    record Voucher(String code) implements Payment {}

    record Line(
            @JsonAlias("article") String sku,
            int quantity,
            BigDecimal price,
            boolean gift,
            @Nullable String note) {}

    @JsonIgnoreProperties("removed")
    static class Order {
        String id = "";
        State state = State.NEW;
        List<Line> lines = new ArrayList<>();
        String currency = "EUR";

        @Nullable
        Order previous;
    }

    private static final TypeReference<Map<String, Object>> OPEN = new TypeReference<>() {};
    private static final TypeReference<List<Payment>> PAYMENTS = new TypeReference<>() {};

    @Test
    void theFirstFormatIsReadByToday() throws IOException {
        FrameLayout layout = new FrameLayout(
                "golden",
                GoldenFramesTest.class,
                List.of("order", "again", "payments", "open", "failure"),
                List.of(Order.class, Object.class, PAYMENTS.getType(), OPEN.getType(), Exception.class));
        @Nullable Object[] values = Frames.CODEC.decode(layout, golden("format-1"));

        Order order = (Order) Objects.requireNonNull(values[0]);
        assertThat(order.id).isEqualTo("42");
        assertThat(order.state).isEqualTo(State.SHIPPED);
        assertThat(order.lines)
                .containsExactly(
                        new Line("a", 2, new BigDecimal("1.50"), false, null),
                        new Line("b", 1, BigDecimal.ONE, true, "n"));
        assertThat(order.currency)
                .as("a field added later keeps its initial value")
                .isEqualTo("EUR");
        assertThat(order.previous).isSameAs(order);
        assertThat(values[1]).isSameAs(order);
        assertThat(values[2]).isEqualTo(List.of(new CardPayment("1"), new Transfer("DE0")));
        assertThat(values[3])
                .isEqualTo(Map.of(
                        "int",
                        1,
                        "long",
                        1L,
                        "double",
                        1.0,
                        "at",
                        Instant.EPOCH,
                        "text",
                        "é\uD83D\uDE00",
                        "list",
                        List.of(1, true)));
        assertThat((Exception) Objects.requireNonNull(values[4]))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no")
                .hasRootCauseMessage("root");
    }

    /** Declares what the second file holds. */
    static class Types {
        @Nullable
        Map<LocalDate, List<BigDecimal>> byDay;

        Optional<ZonedDateTime> maybe = Optional.empty();

        int @Nullable [][] grid;

        @Nullable
        Map<String, Object> open;

        @Nullable
        Set<DayOfWeek> days;

        @Nullable
        EnumMap<DayOfWeek, Long> counts;

        @Nullable
        OffsetDateTime offset;

        @Nullable
        ZonedDateTime at;

        Optional<String> none = Optional.empty();

        @Nullable
        Map<Integer, String> byNumber;

        @Nullable
        IllegalStateException caught;
    }

    @Test
    void theFirstFormatKeepsZonesKeysAndWhatWasCaught() throws IOException {
        List<Field> fields = Arrays.stream(Types.class.getDeclaredFields())
                .filter(field -> !field.isSynthetic())
                .toList();
        FrameLayout layout = new FrameLayout(
                "golden",
                GoldenFramesTest.class,
                fields.stream().map(Field::getName).toList(),
                fields.stream().map(Field::getGenericType).toList());
        @Nullable Object[] values = Frames.CODEC.decode(layout, golden("format-1-types"));

        ZonedDateTime laterOfTwo = ZonedDateTime.of(2026, 10, 25, 2, 30, 0, 0, ZoneId.of("Europe/Berlin"))
                .withLaterOffsetAtOverlap();
        assertThat(values[0])
                .isInstanceOf(TreeMap.class)
                .isEqualTo(Map.of(LocalDate.of(2026, 3, 29), List.of(new BigDecimal("1.50"), new BigDecimal("0.00"))));
        assertThat(values[1]).isEqualTo(Optional.of(laterOfTwo));
        assertThat((int[][]) Objects.requireNonNull(values[2])).isDeepEqualTo(new int[][] {{1, 2}, {}, null});
        Map<String, @Nullable Object> open = new HashMap<>(
                Map.of("l", 1L, "d", 1.0, "day", LocalDate.of(2026, 1, 31), "big", new BigDecimal("1.50")));
        open.put("n", null);
        assertThat(values[3]).isEqualTo(open);
        assertThat(values[4]).isInstanceOf(EnumSet.class).isEqualTo(Set.of(DayOfWeek.MONDAY, DayOfWeek.FRIDAY));
        assertThat(values[5]).isEqualTo(new EnumMap<>(Map.of(DayOfWeek.SUNDAY, 7L)));
        assertThat(values[6]).isEqualTo(OffsetDateTime.of(2026, 1, 31, 1, 2, 3, 4000, ZoneOffset.ofHours(-3)));
        assertThat(values[7]).isEqualTo(laterOfTwo);
        assertThat(values[8]).isEqualTo(Optional.empty());
        assertThat(values[9]).isEqualTo(Map.of(-1, "minus", 7, "seven"));
        IllegalStateException caught = (IllegalStateException) Objects.requireNonNull(values[10]);
        assertThat(caught).hasMessage("no").hasRootCauseExactlyInstanceOf(IOException.class);
        assertThat(caught.getSuppressed()).hasSize(1);
        assertThat(caught.getSuppressed()[0])
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("also");
        assertThat(caught.getStackTrace())
                .containsExactly(new StackTraceElement("shop.Orders", "charge", "Orders.java", 42));
    }

    /** The file holds one component a line: names, a tab, JSON. */
    private static EncodedFrame golden(String name) throws IOException {
        try (InputStream in = GoldenFramesTest.class.getResourceAsStream("/frames/" + name + ".txt")) {
            String text =
                    new String(Objects.requireNonNull(in).readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            List<EncodedFrame.Component> components = text.lines()
                    .map(line -> new EncodedFrame.Component(
                            List.of(line.substring(0, line.indexOf('\t')).split(",", -1)),
                            line.substring(line.indexOf('\t') + 1).getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                    .toList();
            return new EncodedFrame(components);
        }
    }
}
