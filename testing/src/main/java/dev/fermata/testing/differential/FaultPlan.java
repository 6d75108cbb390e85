package dev.fermata.testing.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Which step calls of an execution fail, counted from 1 over the whole run. */
record FaultPlan(Set<Integer> failing) {

    static final FaultPlan NONE = new FaultPlan(Set.of());

    FaultPlan {
        failing = Set.copyOf(failing);
    }

    boolean failsAt(int number) {
        return failing.contains(number);
    }

    /** Each of the first {@code calls} alone, and each with its successor: that one is often in a handler. */
    static List<FaultPlan> upTo(int calls) {
        List<FaultPlan> plans = new ArrayList<>();
        for (int i = 1; i <= calls; i++) {
            plans.add(new FaultPlan(Set.of(i)));
            plans.add(new FaultPlan(Set.of(i, i + 1)));
        }
        return plans;
    }

    @Override
    public String toString() {
        return failing.isEmpty() ? "no step fails" : "failing step calls " + new TreeSet<>(failing);
    }
}
