package dev.fermata.engine.registry;

import dev.fermata.Durable;
import dev.fermata.machine.MachineDescriptor;
import dev.fermata.machine.SuspensionPoint;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All machines that a task's may come to call, directly or through others: helpers and branches. */
final class CallGraph {

    private final List<MachineDescriptor> machines;
    private final Map<String, MachineDescriptor> branches = new LinkedHashMap<>();

    private CallGraph(List<MachineDescriptor> machines) {
        this.machines = machines;
        for (MachineDescriptor machine : machines) {
            Map<String, List<MachineDescriptor>> callees = machine.callees().get();
            for (SuspensionPoint point : machine.suspensions()) {
                if (point.method().getDeclaringClass() == Durable.class) {
                    callees.getOrDefault(point.label(), List.of())
                            .forEach(branch -> branches.put(branch.name(), branch));
                }
            }
        }
    }

    static CallGraph from(MachineDescriptor task) {
        List<MachineDescriptor> found = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        Deque<MachineDescriptor> open = new ArrayDeque<>(List.of(task));
        while (!open.isEmpty()) {
            MachineDescriptor machine = open.remove();
            if (seen.add(machine.type().getName() + " " + machine.name())) {
                found.add(machine);
                machine.callees().get().values().forEach(open::addAll);
            }
        }
        return new CallGraph(found);
    }

    /** Those that are at the bottom of a branch's stack, by name. */
    Map<String, MachineDescriptor> branches() {
        return branches;
    }

    /** Every method that is called as a step. */
    Set<Method> steps() {
        Set<Method> steps = new LinkedHashSet<>();
        for (MachineDescriptor machine : machines) {
            for (SuspensionPoint point : machine.suspensions()) {
                if (StepNames.annotation(point.method()) != null) {
                    steps.add(point.method());
                }
            }
        }
        return steps;
    }
}
