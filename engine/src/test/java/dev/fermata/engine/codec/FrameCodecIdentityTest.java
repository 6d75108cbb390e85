package dev.fermata.engine.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;

class FrameCodecIdentityTest {

    static final class Item {
        private final String sku;
        private int seen;

        Item(String sku) {
            this.sku = sku;
        }
    }

    static final class Cart {
        private final List<Item> items = new ArrayList<>();
        private @Nullable Item last;
        private @Nullable Cart self;
    }

    record Holder(Cart cart, String note) {}

    static class Node {
        private final Set<Node> neighbours = new HashSet<>();
        private final String name;

        Node(String name) {
            this.name = name;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Node that && name.equals(that.name);
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }
    }

    private static final TypeReference<List<Item>> ITEMS = new TypeReference<>() {};

    @Test
    void anObjectInTwoVariablesIsOneObjectAfterDecoding() {
        Cart cart = new Cart();
        cart.items.add(new Item("a"));
        cart.items.add(new Item("b"));
        @Nullable
        Object[] values = Frames.of("cart", Cart.class, cart)
                .and("item", Item.class, cart.items.get(1))
                .decoded();
        Cart decoded = (Cart) values[0];
        assertThat(decoded.items.get(1)).isSameAs(values[1]);
        assertThat(decoded.items.get(0)).isNotSameAs(values[1]);
        assertThat(decoded.items.get(0).sku).isEqualTo("a");
    }

    @Test
    void oneListUnderTwoNamesIsOneListAfterDecoding() {
        List<Item> list = new ArrayList<>(List.of(new Item("a")));
        @Nullable
        Object[] values = Frames.of("x", ITEMS.getType(), list)
                .and("y", ITEMS.getType(), list)
                .decoded();
        assertThat(values[0]).isSameAs(values[1]);
    }

    @Test
    void oneRowOfAnArrayUnderASecondNameIsThatRowAfterDecoding() {
        int[][] matrix = {{1, 2}, {3, 4}};
        @Nullable
        Object[] values = Frames.of("matrix", int[][].class, matrix)
                .and("row", int[].class, matrix[1])
                .decoded();
        assertThat(((int[][]) values[0])[1]).isSameAs(values[1]);
        assertThat((int[][]) values[0]).isDeepEqualTo(matrix);
    }

    @Test
    void variablesThatShareNothingAreComponentsOfTheirOwn() {
        Item item = new Item("a");
        EncodedFrame frame = Frames.of("first", Item.class, item)
                .and("other", String.class, "x")
                .and("again", Item.class, item)
                .and("count", int.class, 3)
                .encoded();
        assertThat(frame.components().stream().map(EncodedFrame.Component::variables))
                .containsExactly(List.of("again", "first"), List.of("other"), List.of("count"));
        assertThat(frame.components().get(0))
                .hasToString("{\"again\":{\"@id\":1,\"sku\":\"a\",\"seen\":0},\"first\":{\"@ref\":1}}");
        assertThat(frame.components().get(2)).hasToString("{\"count\":3}");
    }

    @Test
    void equalStringsAndRecordsJoinNothing() {
        String text = "same";
        EncodedFrame frame = Frames.of("a", String.class, text)
                .and("b", String.class, text)
                .and("c", Integer.class, 5)
                .and("d", Integer.class, 5)
                .encoded();
        assertThat(frame.components()).hasSize(4);
    }

    @Test
    void variablesAreJoinedThroughAThird() {
        Item a = new Item("a");
        Item b = new Item("b");
        EncodedFrame frame = Frames.of("x", Item.class, a)
                .and("y", Item.class, b)
                .and("both", ITEMS.getType(), List.of(a, b))
                .encoded();
        assertThat(frame.components()).hasSize(1);
    }

    @Test
    void anObjectThatRefersToItselfThroughARecordAndAListIsRestored() {
        Cart cart = new Cart();
        cart.self = cart;
        cart.items.add(new Item("a"));
        cart.last = cart.items.get(0);
        @Nullable
        Object[] values = Frames.of("holder", Holder.class, new Holder(cart, "n"))
                .and("cart", Cart.class, cart)
                .decoded();
        Cart decoded = (Cart) values[1];
        assertThat(decoded.self).isSameAs(decoded);
        assertThat(((Holder) values[0]).cart()).isSameAs(decoded);
        assertThat(decoded.last).isSameAs(decoded.items.get(0));
        assertThat(decoded.items.get(0).seen).isZero();
    }

    @Test
    void aSetThatHoldsAnObjectStillBeingReadHashesItWhenItIsComplete() {
        Node a = new Node("a");
        Node b = new Node("b");
        a.neighbours.add(b);
        b.neighbours.add(a);
        Node decoded = (Node) Frames.back(Node.class, a);
        Node other = decoded.neighbours.iterator().next();
        assertThat(other.neighbours).contains(decoded);
        assertThat(other.neighbours.iterator().next()).isSameAs(decoded);
    }

    @Test
    void aListThatHoldsItselfIsRestored() {
        List<Object> list = new ArrayList<>();
        list.add(list);
        list.add("x");
        List<?> decoded = (List<?>) Frames.back(new TypeReference<List<Object>>() {}, list);
        assertThat(decoded.get(0)).isSameAs(decoded);
        assertThat(decoded.get(1)).isEqualTo("x");
    }

    @Test
    void anArrayThatHoldsItselfIsRestored() {
        Object[] array = new Object[2];
        array[1] = array;
        Object[] decoded = (Object[]) Frames.back(Object[].class, array);
        assertThat(decoded[1]).isSameAs(decoded);
    }

    @Test
    void aReferenceIntoAVariableThatIsGoneIsStillFound() {
        Item item = new Item("a");
        EncodedFrame frame =
                Frames.of("a", Item.class, item).and("b", Item.class, item).encoded();
        FrameLayout later = new FrameLayout("later", Frames.class, List.of("b"), List.of(Item.class));
        assertThat(((Item) Frames.CODEC.decode(later, frame)[0]).sku).isEqualTo("a");
    }

    @Test
    void keysThatLookLikeControlMembersAreOnlyKeys() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("@id", 1);
        map.put("@ref", 1);
        map.put("@@x", "y");
        map.put("", "empty");
        map.put(null, "null");
        assertThat(Frames.back(new TypeReference<Map<String, Object>>() {}, map))
                .isEqualTo(map);
    }

    @Test
    void equalValuesGiveEqualBytes() {
        Cart one = new Cart();
        one.items.add(new Item("a"));
        one.last = one.items.get(0);
        Cart two = new Cart();
        two.items.add(new Item("a"));
        two.last = two.items.get(0);
        assertThat(Frames.of("c", Cart.class, one).encoded())
                .isEqualTo(Frames.of("c", Cart.class, two).encoded());
        two.items.get(0).seen++;
        assertThat(Frames.of("c", Cart.class, one).encoded())
                .isNotEqualTo(Frames.of("c", Cart.class, two).encoded());
    }
}
