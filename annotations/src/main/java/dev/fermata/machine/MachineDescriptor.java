package dev.fermata.machine;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What the processor found out about one machine: a task's, a helper's or a branch's.
 *
 * @param name of a method's machine its class's, {@code OrderTasks$collect}; of a branch, the enclosing machine's with the
 *     label of the fork and, where the branches differ, the branch's number: {@code OrderTasks$processOrder/all#1/0}
 * @param type the generated class
 * @param suspensions every suspension point, in source order
 * @param points every place where the machine can be saved; index 0 is the start
 * @param callees the machines it may call, by the label of the suspension point: one for a helper, one for each body of
 *     the branches of a fork. Asked for late, since helpers may call each other
 */
public record MachineDescriptor(
        String name,
        Class<? extends TaskMachine> type,
        List<SuspensionPoint> suspensions,
        List<ResumePoint> points,
        Supplier<Map<String, List<MachineDescriptor>>> callees) {

    public MachineDescriptor {
        suspensions = List.copyOf(suspensions);
        points = List.copyOf(points);
    }

    /** A machine that calls no other. */
    public MachineDescriptor(
            String name,
            Class<? extends TaskMachine> type,
            List<SuspensionPoint> suspensions,
            List<ResumePoint> points) {
        this(name, type, suspensions, points, Map::of);
    }

    /**
     * For generated code, which writes tables as text.
     *
     * @param suspensions see {@link SuspensionPoint#list}
     * @param variables see {@link ResumePoint#list}
     * @param points see {@link ResumePoint#list}
     */
    public static MachineDescriptor of(
            String name,
            Class<? extends TaskMachine> type,
            String suspensions,
            String variables,
            String points,
            Supplier<Map<String, List<MachineDescriptor>>> callees) {
        return new MachineDescriptor(
                name, type, SuspensionPoint.list(type, suspensions), ResumePoint.list(variables, points), callees);
    }

    /** For generated code: a machine that calls no other. */
    public static MachineDescriptor of(
            String name, Class<? extends TaskMachine> type, String suspensions, String variables, String points) {
        return of(name, type, suspensions, variables, points, Map::of);
    }
}
