package dev.fermata.engine.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PayloadCodecTest {

    sealed interface Method_ permits Card, Invoice {}

    record Card(String number) implements Method_ {}

    record Invoice(int days) implements Method_ {}

    record Line(String sku, int quantity, BigDecimal price) {}

    record Order(
            @JsonProperty("order_id") String id,
            List<Line> lines,
            Method_ method,
            @Nullable Instant at) {}

    record Times(ZonedDateTime zoned, Duration duration, Optional<Instant> maybe) {}

    static final class Plain {
        private final String name;
        private int count;

        Plain(String name, int count) {
            this.name = name;
            this.count = count;
        }
    }

    @SuppressWarnings("unused") // called by name
    static final class Tasks {
        void one(Order order) {}

        void none() {}

        void two(Order order, int times) {}

        void text(String text) {}

        void times(Times times) {}

        void plain(Plain plain) {}

        void list(List<Method_> methods) {}

        void open(Object any) {}
    }

    private final PayloadCodec codec = new PayloadCodec(new CodecLimits(2000, 50, List.of()));

    private final Order order =
            new Order("42", List.of(new Line("a", 2, new BigDecimal("1.50"))), new Card("1"), Instant.EPOCH);

    @Test
    void aSingleParameterIsThePayloadItself() {
        assertThat(encode("one", order))
                .isEqualTo("{\"order_id\":\"42\",\"lines\":[{\"sku\":\"a\",\"quantity\":2,\"price\":1.50}],"
                        + "\"method\":{\"@type\":\"Card\",\"number\":\"1\"},\"at\":\"1970-01-01T00:00:00Z\"}");
        assertThat(decode("one", encode("one", order))).containsExactly(order);
    }

    @Test
    void noParameterIsNull() {
        assertThat(encode("none")).isEqualTo("null");
        assertThat(decode("none", "null")).isEmpty();
    }

    @Test
    void severalParametersAreAnObjectByName() {
        assertThat(encode("two", order, 3)).startsWith("{\"order\":{").endsWith(",\"times\":3}");
        assertThat(decode("two", encode("two", order, 3))).containsExactly(order, 3);
    }

    @Test
    void timesKeepTheirZone() {
        Times times = new Times(
                ZonedDateTime.parse("2026-01-02T03:04:05.000000006+01:00[Europe/Berlin]"),
                Duration.ofNanos(5),
                Optional.of(Instant.EPOCH));
        assertThat(decode("times", encode("times", times))).containsExactly(times);
    }

    @Test
    void sealedElementsKeepTheirClass() {
        List<Method_> methods = List.of(new Card("1"), new Invoice(30));
        assertThat(decode("list", encode("list", methods))).containsExactly(methods);
    }

    @Test
    void privateFieldsNeedNoGetters() {
        assertThat(encode("plain", new Plain("a", 1))).isEqualTo("{\"name\":\"a\",\"count\":1}");
        Plain back = (Plain) decode("plain", "{\"name\":\"a\",\"count\":1}")[0];
        assertThat(back.name + back.count).isEqualTo("a1");
    }

    @Test
    void textOfAnyLanguageIsKept() {
        assertThat(decode("text", encode("text", "\uD83D\uDE00 é \u0000"))).containsExactly("\uD83D\uDE00 é \u0000");
    }

    @Test
    void aMissingReferenceIsNullAndAnUnknownMemberIsIgnored() {
        assertThat(decode("two", "{\"times\":1,\"more\":2}")).containsExactly(null, 1);
        assertThat(decode("one", "null")).containsExactly((Object) null);
    }

    @Test
    void malformedJsonIsReportedWithItsPosition() {
        assertThatThrownBy(() -> decode("one", "{\"order_id\":\n  oops}"))
                .hasMessageStartingWith(
                        "FERMATA-3101: task Tasks.one: the payload is not well-formed JSON at line 2, column ");
        assertThatThrownBy(() -> decode("one", "")).hasMessageStartingWith("FERMATA-3101");
        assertThatThrownBy(() -> decode("text", "\"a\" \"b\"")).hasMessageStartingWith("FERMATA-3101");
        assertThatThrownBy(() -> decode("open", "[".repeat(60) + "]".repeat(60)))
                .hasMessageStartingWith("FERMATA-3101");
    }

    @Test
    void aPayloadThatDoesNotFitNamesPathAndExpectedType() {
        assertThatThrownBy(() -> decode("one", "{\"lines\":[{\"sku\":\"a\",\"quantity\":\"many\"}]}"))
                .isInstanceOfSatisfying(CodecException.class, e -> {
                    assertThat(e.code()).isEqualTo("FERMATA-3102");
                    assertThat(e.path()).isEqualTo("order.lines[0].quantity");
                })
                .hasMessageContaining("order.lines[0].quantity: expected int");
        assertThatThrownBy(() -> decode("one", "{\"lines\":[{\"quantity\":1.5}]}"))
                .hasMessageStartingWith("FERMATA-3102");
        assertThatThrownBy(() -> decode("one", "{\"method\":{\"@type\":\"Cash\"}}"))
                .hasMessageStartingWith("FERMATA-3102")
                .hasMessageContaining("order.method");
        assertThatThrownBy(() -> decode("two", "[1,2]"))
                .hasMessageContaining("must be an object with a member for each parameter");
        assertThatThrownBy(() -> decode("two", "{\"order\":null}"))
                .hasMessageContaining("times: expected int, but it is missing");
    }

    @Test
    void aPayloadOverTheLimitNamesBothSizes() {
        String text = "x".repeat(3000);
        assertThatThrownBy(() -> encode("text", text))
                .hasMessageStartingWith("FERMATA-3103")
                .hasMessageContaining("the payload is 3.0 kB, and the limit is 2.0 kB");
        assertThatThrownBy(() -> decode("text", '"' + text + '"')).hasMessageStartingWith("FERMATA-3103");
    }

    @Test
    void anArgumentThatCannotBeWrittenNamesItsPath() {
        Object[] cycle = new Object[1];
        cycle[0] = Map.of("again", cycle);
        assertThatThrownBy(() -> encode("open", (Object) cycle)).hasMessageStartingWith("FERMATA-3104");
    }

    private String encode(String task, @Nullable Object... arguments) {
        return new String(codec.encode(method(task), arguments), StandardCharsets.UTF_8);
    }

    private @Nullable Object[] decode(String task, String json) {
        return codec.decode(method(task), json.getBytes(StandardCharsets.UTF_8));
    }

    private static Method method(String name) {
        return Arrays.stream(Tasks.class.getDeclaredMethods())
                .filter(method -> method.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
