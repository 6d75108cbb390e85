package dev.fermata.engine.registry;

import dev.fermata.engine.model.TaskRegistration;
import dev.fermata.engine.resume.Fit;
import dev.fermata.engine.resume.TaskFits;
import dev.fermata.engine.stack.StackPoint;
import dev.fermata.machine.MachineDescriptor;
import dev.fermata.machine.TaskDescriptor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Where runs of one task may stand, and under which names that is stored: {@code for/collect#1 > fetch#1} in the task
 * itself, with the branch's machine before it in a branch: {@code OrderTasks$process/all#1/0 | fetch#1}.
 */
final class Places {

    /** Stands behind the name of a branch's machine. No name contains a blank. */
    private static final String OF_BRANCH = " | ";

    private final MachineDescriptor task;
    private final Map<String, MachineDescriptor> branches;
    private final Layouts layouts;
    private final TaskFits fits;

    /** @param branches those that the task may come to fork, by name */
    Places(TaskDescriptor descriptor, Map<String, MachineDescriptor> branches) {
        this.task = descriptor.machine();
        this.branches = branches;
        this.layouts = new Layouts(task);
        this.fits = TaskFits.of(descriptor, point -> layouts.of(point).layout());
    }

    String labelOf(StackPoint point) {
        MachineDescriptor bottom = point.levels().get(0).machine();
        return bottom.name().equals(task.name()) ? point.label() : bottom.name() + OF_BRANCH + point.label();
    }

    Layouts.Known layoutOf(StackPoint point) {
        return layouts.of(point);
    }

    /** Whether this build goes on from there. */
    Fit fit(String label, String phase, Collection<String> variables) {
        return fits.fit(label, phase, variables);
    }

    /** All that can be listed: where no helper is in progress. */
    List<TaskRegistration.Point> all() {
        List<TaskRegistration.Point> points = new ArrayList<>();
        addAll(task, points);
        branches.values().forEach(branch -> addAll(branch, points));
        return points;
    }

    private void addAll(MachineDescriptor machine, List<TaskRegistration.Point> points) {
        for (int i = 0; i < machine.points().size(); i++) {
            StackPoint point = StackPoint.of(machine, i);
            List<String> variables =
                    layouts.of(point).stored().values().stream().sorted().toList();
            points.add(new TaskRegistration.Point(labelOf(point), point.phase().name(), variables));
        }
    }
}
