package dev.fermata.testing.differential;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PortraitTest {

    private static final class Node {
        @SuppressWarnings("UnusedVariable") // read by reflection
        private int value;

        private Node next = this;
    }

    private record Pair(Object a, Object b) {}

    @Test
    void equalValuesHaveEqualPortraits() {
        assertThat(Portrait.of(new ArrayList<>(List.of(1, "a"))))
                .isEqualTo(Portrait.of(new ArrayList<>(List.of(1, "a"))));
        assertThat(Portrait.of(new int[] {1, 2})).isEqualTo("#1:int[1, 2]");
        assertThat(Portrait.of(Map.of("k", 1L))).isEqualTo("{\"k\"->1Long}");
    }

    @Test
    void oneListUnderTwoNamesDiffersFromTwoEqualLists() {
        List<Integer> list = new ArrayList<>(List.of(1));
        List<String> names = List.of("a", "b");
        assertThat(Portrait.of(names, new Object[] {list, list})).isEqualTo("a=#1:[1]; b=#1");
        assertThat(Portrait.of(names, new Object[] {list, new ArrayList<>(list)}))
                .isEqualTo("a=#1:[1]; b=#2:[1]");
    }

    @Test
    void sharingShowsInsideRecordsArraysAndFields() {
        Node node = new Node();
        assertThat(Portrait.of(new Pair(node, new Object[] {node})))
                .isEqualTo("Pair( a=#1:Node( value=0 next=#1) b=#2:Object[#1])");
        node.next = new Node();
        node.next.value = 7;
        assertThat(Portrait.of(node)).isEqualTo("#1:Node( value=0 next=#2:Node( value=7 next=#2))");
    }

    @Test
    void valuesWithoutIdentityAreNotTold() {
        assertThat(Portrait.of(Arrays.asList(new Pair(1, 2), new Pair(1, 2))))
                .isEqualTo("#1:[Pair( a=1 b=2), Pair( a=1 b=2)]");
    }

    @Test
    void failuresShowMessageCauseAndSuppressed() {
        IllegalStateException failure = new IllegalStateException("outer", new IllegalArgumentException("inner"));
        failure.addSuppressed(new UnsupportedOperationException());
        assertThat(Portrait.of(failure))
                .isEqualTo("#1:java.lang.IllegalStateException(\"outer\", cause"
                        + " #2:java.lang.IllegalArgumentException(\"inner\"), suppressed"
                        + " [#3:java.lang.UnsupportedOperationException(null)])");
    }
}
