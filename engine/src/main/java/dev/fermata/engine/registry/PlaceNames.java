package dev.fermata.engine.registry;

import dev.fermata.engine.model.TaskRegistration;
import dev.fermata.engine.stack.StackPoint;
import dev.fermata.machine.MachineDescriptor;
import dev.fermata.machine.ResumePoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The names under which the places of one task are stored: {@code for/collect#1 > fetch#1} in the task itself, with the
 * branch's machine before it in a branch: {@code OrderTasks$process/all#1/0 | fetch#1}.
 */
final class PlaceNames {

    /** Stands behind the name of a branch's machine. No name contains a blank. */
    private static final String OF_BRANCH = " | ";

    private final MachineDescriptor task;
    private final Map<String, MachineDescriptor> branches;

    PlaceNames(MachineDescriptor task, Map<String, MachineDescriptor> branches) {
        this.task = task;
        this.branches = branches;
    }

    String labelOf(StackPoint point) {
        MachineDescriptor bottom = point.levels().get(0).machine();
        return bottom.name().equals(task.name()) ? point.label() : labelOf(bottom, point.label());
    }

    /** Empty when this build has no such place. */
    Optional<StackPoint> find(String label, String phase, Set<String> variables) {
        int at = label.indexOf(OF_BRANCH);
        if (at < 0) {
            return StackPoint.find(task, label, phase, variables);
        }
        MachineDescriptor branch = branches.get(label.substring(0, at));
        return branch == null
                ? Optional.empty()
                : StackPoint.find(branch, label.substring(at + OF_BRANCH.length()), phase, variables);
    }

    /** All that can be listed: where no helper is in progress. */
    List<TaskRegistration.Point> all() {
        List<TaskRegistration.Point> points = new ArrayList<>();
        task.points().forEach(point -> points.add(point(point.label(), point)));
        for (MachineDescriptor branch : branches.values()) {
            branch.points().forEach(point -> points.add(point(labelOf(branch, point.label()), point)));
        }
        return points;
    }

    private static String labelOf(MachineDescriptor branch, String label) {
        return branch.name() + OF_BRANCH + label;
    }

    private static TaskRegistration.Point point(String label, ResumePoint point) {
        List<String> variables = point.variables().stream()
                .map(ResumePoint.Variable::name)
                .sorted()
                .toList();
        return new TaskRegistration.Point(label, point.phase().name(), variables);
    }
}
