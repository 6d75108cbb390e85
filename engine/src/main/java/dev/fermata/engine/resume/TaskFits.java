package dev.fermata.engine.resume;

import dev.fermata.Durable;
import dev.fermata.engine.codec.FrameLayout;
import dev.fermata.engine.stack.StackPoint;
import dev.fermata.machine.MachineDescriptor;
import dev.fermata.machine.SuspensionPoint;
import dev.fermata.machine.TaskDescriptor;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Decides for each place where a run of one task may stand, under any build, whether this build can go on from there: in
 * the task, inside helpers, and in branches, before whose labels their machine's name stands, {@code
 * OrderTasks$process/all#1/0 | fetch#1}.
 */
public final class TaskFits {

    private final Function<StackPoint, FrameLayout> layouts;
    private final FrameFits own;
    /** By the name of the machine of a task or helper, which those of its branches begin with. */
    private final Map<String, Migrations> owners = new HashMap<>();

    private final Map<String, FrameFits> branches = new HashMap<>();

    private TaskFits(MachineDescriptor machine, Method method, Function<StackPoint, FrameLayout> layouts) {
        this.layouts = layouts;
        this.own = new FrameFits(machine, layouts, Migrations.of(method));
        visit(machine, machine.name(), method, new HashSet<>());
    }

    /** @param layouts what is stored at the places of this build */
    public static TaskFits of(TaskDescriptor task, Function<StackPoint, FrameLayout> layouts) {
        return new TaskFits(task.machine(), task.method(), layouts);
    }

    /** Those of a helper alone, whoever calls it: what a manifest lists. */
    public static TaskFits of(MachineDescriptor helper, Method method) {
        return new TaskFits(helper, method, FrameLayout::of);
    }

    private void visit(MachineDescriptor machine, String owner, Method method, Set<String> seen) {
        if (!seen.add(machine.type().getName() + " " + machine.name())) {
            return;
        }
        Migrations migrations = owners.computeIfAbsent(owner, key -> Migrations.of(method));
        Map<String, List<MachineDescriptor>> callees = machine.callees().get();
        for (SuspensionPoint at : machine.suspensions()) {
            boolean forks = at.method().getDeclaringClass() == Durable.class;
            for (MachineDescriptor callee : callees.getOrDefault(at.label(), List.of())) {
                if (forks) {
                    String name = callee.name().startsWith(owner + "/")
                            ? callee.name().substring(owner.length() + 1)
                            : callee.name();
                    branches.put(callee.name(), new FrameFits(callee, layouts, migrations.in(name)));
                }
                visit(callee, forks ? owner : callee.name(), forks ? method : at.method(), seen);
            }
        }
    }

    /** @param variables {@link StoredVariable#text()} of what is stored */
    public Fit fit(String label, String phase, Collection<String> variables) {
        int at = label.indexOf(Migrations.OF_BRANCH);
        if (at < 0) {
            return own.fit(label, phase, variables);
        }
        String name = label.substring(0, at);
        FrameFits branch = branches.get(current(name).orElse(name));
        return branch == null
                ? new Fit.Parks("it has a branch of '" + name + "', and this build has none")
                : branch.fit(label.substring(at + Migrations.OF_BRANCH.length()), phase, variables);
    }

    private Optional<String> current(String name) {
        return owners.entrySet().stream()
                .filter(owner -> name.startsWith(owner.getKey() + "/"))
                .findFirst()
                .map(owner -> owner.getKey() + "/"
                        + owner.getValue().current(name.substring(owner.getKey().length() + 1)));
    }
}
