package dev.fermata.adversity;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which steps began, in all nodes of this JVM. The position of a step in its run grows, and a step begins only when the
 * checkpoint of the one before was acknowledged: so a lower position after a higher one is an acknowledged checkpoint that
 * was lost.
 */
public final class StepLedger {

    private final Map<Integer, Integer> furthest = new HashMap<>();
    private final Map<String, Integer> furthestOfNode = new HashMap<>();
    private final Map<String, Integer> begun = new HashMap<>();
    private final List<String> fallenBack = new ArrayList<>();
    private final List<String> fallenBackInNode = new ArrayList<>();

    synchronized void begins(String node, int run, int position) {
        String step = run + "/" + position;
        begun.merge(step, 1, Integer::sum);
        if (furthest.merge(run, position, Math::max) > position) {
            fallenBack.add(step + " on " + node + " after " + furthest.get(run));
        }
        if (furthestOfNode.merge(node + " " + run, position, Math::max) > position) {
            fallenBackInNode.add(step + " on " + node);
        }
    }

    /** Steps that began although a later one had: nowhere, or only where a worker was declared dead that still lived. */
    synchronized List<String> fallenBack() {
        return List.copyOf(fallenBack);
    }

    /** The same, looking at each node alone. */
    synchronized List<String> fallenBackInNode() {
        return List.copyOf(fallenBackInNode);
    }

    /** Steps other than {@code excepted} ones (a remainder of the position by 2) that began more than once. */
    synchronized List<String> repeated(int excepted) {
        return begun.entrySet().stream()
                .filter(step -> step.getValue() > 1)
                .filter(step -> Integer.parseInt(step.getKey().split("/", 2)[1]) % 2 != excepted)
                .map(step -> step.getKey() + " " + step.getValue() + " times")
                .toList();
    }

    synchronized int size() {
        return begun.values().stream().mapToInt(Integer::intValue).sum();
    }
}
