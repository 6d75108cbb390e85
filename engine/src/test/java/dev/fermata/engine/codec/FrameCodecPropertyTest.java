package dev.fermata.engine.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

class FrameCodecPropertyTest {

    /** A node of a random graph: refers to any others, itself included, directly and through containers. */
    static final class Vertex {
        private final int number;
        private @Nullable Vertex one;
        private List<Vertex> many = new ArrayList<>();
        private Object any = "";

        Vertex(int number) {
            this.number = number;
        }
    }

    record Edge(int from, int to, int how) {}

    @Property
    void anyTextComesBack(@ForAll String text) {
        assertThat(Frames.back(String.class, text)).isEqualTo(text);
        assertThat(Frames.back(Object.class, Map.of(text, text))).isEqualTo(Map.of(text, text));
    }

    @Property
    void anyNumberComesBack(
            @ForAll double real,
            @ForAll float small,
            @ForAll long whole,
            @ForAll BigDecimal decimal,
            @ForAll BigInteger big) {
        for (Object number : List.of(real, small, whole, decimal, big)) {
            assertThat(Frames.back(number.getClass(), number)).isEqualTo(number);
            assertThat(Frames.back(Object.class, number)).isEqualTo(number);
        }
    }

    @Property
    void anyTimeComesBack(@ForAll long seconds, @ForAll int nanos) {
        Duration duration = Duration.ofSeconds(seconds / 2, nanos);
        assertThat(Frames.back(Duration.class, duration)).isEqualTo(duration);
        Instant instant = Instant.ofEpochSecond(seconds % Instant.MAX.getEpochSecond(), nanos);
        assertThat(Frames.back(Instant.class, instant)).isEqualTo(instant);
    }

    @Property
    void anyJsonLikeValueComesBackAndIsPlain(@ForAll("tree") Object tree) {
        assertThat(Frames.back(Object.class, tree)).isEqualTo(tree);
        assertThat(Frames.json(Object.class, tree)).doesNotContain("@type");
    }

    @Property(tries = 500)
    void anyGraphOfObjectsComesBackWithItsShape(@ForAll("edges") List<Edge> edges) {
        List<Vertex> vertices = graph(edges);
        @Nullable
        Object[] values = Frames.of("a", Vertex.class, vertices.get(0))
                .and("b", Object.class, vertices.get(1))
                .and("c", Vertex.class, vertices.get(2))
                .decoded();
        assertThat(drawing(values)).isEqualTo(drawing(vertices.subList(0, 3).toArray()));
    }

    @Provide
    Arbitrary<Object> tree() {
        Arbitrary<Object> leaf = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(5).map(text -> (Object) text),
                Arbitraries.integers().map(number -> (Object) number),
                Arbitraries.of(true, false).map(flag -> (Object) flag),
                Arbitraries.doubles().map(number -> (Object) number));
        return Arbitraries.recursive(
                () -> leaf,
                inner -> Arbitraries.oneOf(
                        inner.list().ofMaxSize(3).map(list -> (Object) new ArrayList<>(list)),
                        Arbitraries.maps(Arbitraries.strings().ofMaxLength(3), inner)
                                .ofMaxSize(3)
                                .map(map -> (Object) new LinkedHashMap<>(map))),
                0,
                4);
    }

    @Provide
    Arbitrary<List<Edge>> edges() {
        Arbitrary<Integer> vertex = Arbitraries.integers().between(0, 5);
        return Combinators.combine(vertex, vertex, Arbitraries.integers().between(0, 4))
                .as(Edge::new)
                .list()
                .ofMaxSize(15);
    }

    private static List<Vertex> graph(List<Edge> edges) {
        List<Vertex> vertices = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            vertices.add(new Vertex(i));
        }
        for (Edge edge : edges) {
            Vertex from = vertices.get(edge.from());
            Vertex to = vertices.get(edge.to());
            switch (edge.how()) {
                case 0 -> from.one = to;
                case 1 -> from.many.add(to);
                case 2 -> from.many = to.many;
                case 3 -> from.any = to.many;
                default -> from.any = List.of(to, "x");
            }
        }
        return vertices;
    }

    /** A text that is the same for two graphs exactly if they have the same shape. */
    private static String drawing(@Nullable Object[] roots) {
        StringBuilder drawing = new StringBuilder();
        IdentityHashMap<Object, Integer> seen = new IdentityHashMap<>();
        for (Object root : roots) {
            draw(root, seen, drawing);
        }
        return drawing.toString();
    }

    private static void draw(@Nullable Object value, IdentityHashMap<Object, Integer> seen, StringBuilder drawing) {
        boolean mutable = value instanceof Vertex || value instanceof ArrayList;
        Integer known = value == null || !mutable ? null : seen.get(value);
        if (value == null || known != null) {
            drawing.append('#').append(known);
            return;
        }
        if (mutable) {
            seen.put(value, seen.size());
        }
        drawing.append(value instanceof List ? "[" : "{");
        if (value instanceof Vertex vertex) {
            drawing.append(vertex.number);
            draw(vertex.one, seen, drawing);
            draw(vertex.many, seen, drawing);
            draw(vertex.any, seen, drawing);
        } else if (value instanceof List<?> list) {
            list.forEach(element -> draw(element, seen, drawing));
        } else {
            drawing.append(value);
        }
        drawing.append('}');
    }
}
