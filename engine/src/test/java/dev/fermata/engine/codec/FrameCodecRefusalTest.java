package dev.fermata.engine.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.type.TypeReference;

class FrameCodecRefusalTest {

    record Page(String title, Object body) {}

    record Doc(List<Page> pages) {}

    record Positive(int number) {
        Positive {
            if (number <= 0) {
                throw new IllegalArgumentException("not positive");
            }
        }
    }

    final class Inner {
        final String outer = FrameCodecRefusalTest.this.toString();
    }

    static final class Chain {
        @Nullable
        Chain next;
    }

    static final class Lazy extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        @Override
        public Iterator<String> iterator() {
            throw new IllegalStateException("session closed");
        }
    }

    static final class Counted extends ArrayList<String> {
        private static final long serialVersionUID = 1L;
        int count;
    }

    static Stream<Object> unstorable() {
        Iterator<Integer> iterator = List.of(1).iterator();
        Runnable lambda = () -> {};
        return Stream.of(
                String.class,
                Thread.currentThread(),
                iterator,
                lambda,
                new Object(),
                new Object() {},
                Stream.of(1),
                new IdentityHashMap<>(),
                new ArrayBlockingQueue<>(1),
                new Counted(),
                new FrameCodecRefusalTest().new Inner(),
                new TreeSet<>(Comparator.comparing(String::length)));
    }

    @ParameterizedTest
    @MethodSource("unstorable")
    void whatCannotBeStoredIsRefusedWithItsPathAndClass(Object value) {
        Doc doc = new Doc(Arrays.asList(new Page("a", 1), new Page("b", value)));
        assertThatThrownBy(() -> Frames.json(Doc.class, doc))
                .isInstanceOfSatisfying(CodecException.class, e -> {
                    assertThat(e.code()).isEqualTo("FERMATA-4101");
                    assertThat(e.path()).isEqualTo("it.pages[1].body");
                })
                .hasMessageStartingWith(
                        "FERMATA-4101: variable 'it' of Orders.process after 'charge#1': it.pages[1].body: ")
                .hasMessageContaining("make the field transient");
    }

    @Test
    void aCollectionThatThrowsIsReported() {
        List<String> lazy = new Lazy();
        assertThatThrownBy(() -> Frames.json(List.class, lazy))
                .hasMessageStartingWith("FERMATA-4101")
                .hasMessageContaining("looking into it threw java.lang.IllegalStateException: session closed");
    }

    @Test
    void theClassOfARefusedValueIsNamed() {
        assertThatThrownBy(() -> Frames.json(Object.class, Thread.currentThread()))
                .hasMessageContaining("a java.lang.Thread cannot be stored");
    }

    @Test
    void aClassOutsideTheAllowedPackagesIsRefusedInAnOpenType() {
        FrameLayout elsewhere = new FrameLayout(
                "Other.task", org.assertj.core.api.Assertions.class, List.of("x"), List.of(Object.class));
        Object[] values = {new Page("a", 1)};
        assertThatThrownBy(() -> Frames.CODEC.encode(elsewhere, values))
                .hasMessageStartingWith("FERMATA-4102: variable 'x' of Other.task: ");
        FrameCodec allowing = new FrameCodec(new CodecLimits(1000, 100, List.of("dev.fermata")));
        assertThat(allowing.encode(elsewhere, values).size()).isPositive();
    }

    @Test
    void aClassThatIsNotAllowedIsNotMadeWhateverTheFrameSays() {
        assertThatThrownBy(() -> decode(Object.class, "{\"@type\":\"tools.jackson.databind.ObjectMapper\"}"))
                .hasMessageStartingWith("FERMATA-4102");
        assertThatThrownBy(() -> decode(Object.class, "{\"@type\":\"java.lang.ProcessBuilder\",\"command\":[]}"))
                .isInstanceOf(CodecException.class);
        assertThatThrownBy(() -> decode(Doc.class, "{\"@type\":\"" + Page.class.getName() + "\"}"))
                .hasMessageStartingWith("FERMATA-4106");
    }

    @Test
    void aValueThatIsTooLargeIsRefusedWithItsVariableAndSizes() {
        FrameCodec small = new FrameCodec(new CodecLimits(1000, 100, List.of()));
        Frames frame = Frames.of("doc", String.class, "x".repeat(5000));
        assertThatThrownBy(() -> small.encode(frame.layout(), new Object[] {"x".repeat(5000)}))
                .hasMessageStartingWith("FERMATA-4103: variable 'doc' of ")
                .hasMessageContaining("at least 5.0 kB, and the limit is 1.0 kB");
    }

    @Test
    void aChainThatIsTooDeepIsRefused() {
        Chain first = new Chain();
        Chain last = first;
        for (int i = 0; i < 600; i++) {
            last.next = new Chain();
            last = last.next;
        }
        assertThatThrownBy(() -> Frames.json(Chain.class, first)).hasMessageStartingWith("FERMATA-4104");
        assertThatThrownBy(() -> decode(Object.class, "[".repeat(600) + "]".repeat(600)))
                .hasMessageStartingWith("FERMATA-4104");
    }

    @Test
    void aVariableThatIsNotInTheFrameIsNotMadeUp() {
        FrameLayout layout = new FrameLayout("T.t", Frames.class, List.of("a", "b"), List.of(int.class, String.class));
        EncodedFrame frame = Frames.of("a", int.class, 1).encoded();
        assertThatThrownBy(() -> Frames.CODEC.decode(layout, frame))
                .hasMessageStartingWith("FERMATA-4105: variable 'b' of T.t");
    }

    @Test
    void aValueThatDoesNotFitNamesPathAndTypes() {
        assertThatThrownBy(() -> decode(Doc.class, "{\"pages\":[{\"title\":5}]}"))
                .hasMessageContaining("FERMATA-4106")
                .hasMessageContaining("it.pages[0].title: expected a string but found 5");
        assertThatThrownBy(() -> decode(int.class, "null")).hasMessageContaining("expected int but found null");
        assertThatThrownBy(() -> decode(Integer.class, "3000000000")).hasMessageStartingWith("FERMATA-4106");
        assertThatThrownBy(() -> decode(Thread.State.class, "\"SLEEPING\""))
                .hasMessageContaining("'SLEEPING' is no constant of java.lang.Thread$State");
    }

    @Test
    void brokenBytesAreReported() {
        assertThatThrownBy(() -> decode(Doc.class, "{\"pages\":[")).hasMessageStartingWith("FERMATA-4107");
        assertThatThrownBy(() -> decode(Doc.class, "{\"@ref\":9}")).hasMessageStartingWith("FERMATA-4107");
    }

    @Test
    void aClassThatIsGoneIsNamed() {
        assertThatThrownBy(() -> decode(Object.class, "{\"@type\":\"dev.fermata.Gone\"}"))
                .hasMessageStartingWith("FERMATA-4108")
                .hasMessageContaining("dev.fermata.Gone");
    }

    @Test
    void aConstructorThatRefusesAStoredValueIsNamed() {
        assertThatThrownBy(() -> decode(Positive.class, "{\"number\":0}"))
                .hasMessageStartingWith("FERMATA-4109")
                .hasMessageContaining("Positive threw java.lang.IllegalArgumentException: not positive");
    }

    @Test
    void mapKeysAppearInThePath() {
        Map<String, Object> map = Map.of("job", Thread.currentThread());
        assertThatThrownBy(() -> Frames.json(new TypeReference<Map<String, Object>>() {}.getType(), map))
                .hasMessageContaining("it{job}: ");
    }

    private static @Nullable Object decode(Class<?> type, String json) {
        byte[] bytes = ("{\"it\":" + json + "}").getBytes(StandardCharsets.UTF_8);
        EncodedFrame frame = new EncodedFrame(List.of(new EncodedFrame.Component(List.of("it"), bytes)));
        return Frames.CODEC.decode(Frames.of("it", type, null).layout(), frame)[0];
    }
}
