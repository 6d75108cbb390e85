package dev.fermata.engine.stack;

import dev.fermata.machine.MachineDescriptor;
import dev.fermata.machine.ResumePoint;
import dev.fermata.machine.ResumePoint.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A place where a stack of machines can be saved and restored: one resume point for each machine, the bottom one first.
 * All but the last are {@link Phase#INSIDE} a call of the next.
 */
public record StackPoint(List<Level> levels) {

    /** Stands between the labels of machines that call each other. No label contains a blank. */
    private static final String CALLS = " > ";

    public StackPoint {
        levels = List.copyOf(levels);
        if (levels.isEmpty()) {
            throw new IllegalArgumentException("a stack has at least one machine");
        }
    }

    /** The place of a stack of one machine. */
    public static StackPoint of(MachineDescriptor machine, int index) {
        return new StackPoint(List.of(new Level(machine, index)));
    }

    /** The labels of all its machines, bottom first: {@code for/collect#1 > fetch#1}. */
    public String label() {
        return levels.size() == 1
                ? levels.get(0).point().label()
                : levels.stream().map(level -> level.point().label()).collect(Collectors.joining(CALLS));
    }

    /** Takes {@link #label()} apart. */
    public static List<String> labels(String label) {
        return List.of(label.split(CALLS, -1));
    }

    /** Where the innermost machine stands. */
    public Phase phase() {
        return levels.get(levels.size() - 1).point().phase();
    }

    /**
     * The live variables of all its machines in the order of {@link MachineStack#save()}: those of the bottom one under
     * their own names, those of the machine {@code n} calls above it as {@code n:name}.
     */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        for (int depth = 0; depth < levels.size(); depth++) {
            names.addAll(levels.get(depth).names(depth));
        }
        return names;
    }

    /** The helper called at a label; null when none is. Branches run in stacks of their own. */
    public static @Nullable MachineDescriptor callee(MachineDescriptor machine, String label) {
        List<MachineDescriptor> callees = machine.callees().get().getOrDefault(label, List.of());
        return callees.size() == 1 ? callees.get(0) : null;
    }

    @Override
    public String toString() {
        return label() + " " + phase() + " " + names();
    }

    /**
     * Where one machine stands.
     *
     * @param index of its resume point
     */
    public record Level(MachineDescriptor machine, int index) {

        /** The resume point. */
        public ResumePoint point() {
            return machine.points().get(index);
        }

        private List<String> names(int depth) {
            return point().variables().stream()
                    .map(variable -> depth == 0 ? variable.name() : depth + ":" + variable.name())
                    .toList();
        }

        /** A machine's class and name tell it from every other: its descriptor is a constant. */
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Level that
                    && index == that.index
                    && machine.type() == that.machine.type()
                    && machine.name().equals(that.machine.name());
        }

        @Override
        public int hashCode() {
            return 31 * Objects.hashCode(machine.name()) + index;
        }
    }
}
