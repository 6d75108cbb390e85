package dev.fermata.engine.fake;

import dev.fermata.Durable;
import dev.fermata.ItemBranch;
import dev.fermata.machine.MachineDescriptor;
import dev.fermata.machine.ResumePoint;
import dev.fermata.machine.ResumePoint.Phase;
import dev.fermata.machine.SuspensionPoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a {@link ScriptMachine} does.
 *
 * @param name of the machine
 * @param callees finds the scripts of helpers and branches by the names that operations call them by
 */
record Script(String name, Role role, List<Op> ops, Function<String, Script> callees) {

    enum Role {
        TASK,
        /** Begins with its caller's list of results, which it adds to. */
        HELPER,
        /** Begins with an item; what its steps are called by ends with that. */
        BRANCH
    }

    enum Kind {
        STEP,
        SLEEP,
        SAVE,
        /** Calls a helper. */
        ENTER,
        /** Calls itself with the next lower number, but for 0. */
        RECUR,
        FORK,
        CODE,
        /** The beginning of a {@code catch}: forgets the failure. */
        CATCH,
        /** The end of a {@code finally}: throws on, if anything is on its way. */
        RETHROW
    }

    /** @param handler index of the operation that a failure leads to, -1 for out of the machine */
    record Op(Kind kind, String name, int handler) {

        boolean suspends() {
            return switch (kind) {
                case STEP, SLEEP, SAVE, ENTER, RECUR, FORK -> true;
                case CODE, CATCH, RETHROW -> false;
            };
        }

        SuspensionPoint at() {
            return switch (kind) {
                case SLEEP -> SuspensionPoint.of(name, 1, Durable.class, "sleep", Duration.class);
                case SAVE -> SuspensionPoint.of(name, 1, Durable.class, "checkpoint", String.class, Object.class);
                case FORK ->
                    SuspensionPoint.of(name, 1, Durable.class, "map", Collection.class, ItemBranch.class, int.class);
                case ENTER, RECUR -> SuspensionPoint.of(name, 1, ScriptTasks.class, "helper");
                case STEP, CODE, CATCH, RETHROW -> SuspensionPoint.of(name, 1, ScriptTasks.class, name);
            };
        }
    }

    MachineDescriptor descriptor() {
        return new MachineDescriptor(
                name,
                ScriptMachine.class,
                ops.stream().filter(Op::suspends).map(Op::at).toList(),
                points(),
                this::calleesByLabel);
    }

    private Map<String, List<MachineDescriptor>> calleesByLabel() {
        return ops.stream()
                .filter(op -> op.kind == Kind.ENTER || op.kind == Kind.RECUR || op.kind == Kind.FORK)
                .collect(Collectors.toMap(
                        Op::name, op -> List.of(callees.apply(op.name).descriptor())));
    }

    List<ResumePoint> points() {
        List<ResumePoint> points = new ArrayList<>();
        points.add(
                role == Role.HELPER
                        ? ResumePoint.of(ResumePoint.START, Phase.BEFORE, "done", "input")
                        : ResumePoint.of(ResumePoint.START, Phase.BEFORE, "input"));
        for (Op op : ops) {
            if (op.suspends()) {
                points.add(point(op, Phase.BEFORE));
                points.add(point(op, Phase.AFTER));
                if (op.kind == Kind.ENTER || op.kind == Kind.RECUR) {
                    points.add(point(op, Phase.INSIDE));
                }
                if (op.handler >= 0) {
                    points.add(point(op, Phase.THREW));
                }
            }
        }
        if (role == Role.BRANCH) {
            points.add(ResumePoint.of(ResumePoint.END, Phase.AFTER, "result"));
        }
        return points;
    }

    ResumePoint point(Op op, Phase phase) {
        return role == Role.TASK
                ? ResumePoint.of(op.name, phase, "done", "pending")
                : ResumePoint.of(op.name, phase, "done", "pending", "input");
    }
}
