package dev.fermata.engine.registry;

import dev.fermata.machine.MachineDescriptor;
import dev.fermata.machine.SuspensionPoint;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** All machines that a task's may come to call, directly or through others: helpers and branches. */
final class CallGraph {

    private final List<MachineDescriptor> machines;

    private CallGraph(List<MachineDescriptor> machines) {
        this.machines = machines;
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
