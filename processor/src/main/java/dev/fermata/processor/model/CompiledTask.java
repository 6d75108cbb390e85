package dev.fermata.processor.model;

import com.sun.source.tree.Tree;
import java.util.List;
import javax.lang.model.element.ExecutableElement;

/**
 * A lowered task: the machine's source and what its descriptor and manifest list.
 *
 * @param source complete text of the machine's file, user code on the user's line numbers
 * @param suspensions in source order
 * @param callees what it calls in frames of their own
 * @param branches the machines of its branches
 * @param points where it can be saved; index 0 is the start. The machine's {@code point()} answers these indices
 */
public record CompiledTask(
        AttributedTask task,
        String source,
        List<Suspension> suspensions,
        List<Point> points,
        List<Callee> callees,
        List<Branch> branches) {

    public CompiledTask {
        suspensions = List.copyOf(suspensions);
        points = List.copyOf(points);
        callees = List.copyOf(callees);
        branches = List.copyOf(branches);
    }

    /** A task that calls no other machine. */
    public CompiledTask(AttributedTask task, String source, List<Suspension> suspensions, List<Point> points) {
        this(task, source, suspensions, points, List.of(), List.of());
    }

    /** @param name in descriptors */
    public record Branch(String name, CompiledTask machine) {}

    /**
     * What stands above a suspension point.
     *
     * @param at the call
     * @param method the helper called at {@code label}, or the primitive that forks
     * @param helper whether it is a helper
     * @param machines the helper's, or those of the branches
     */
    public record Callee(
            String label, Tree at, ExecutableElement method, boolean helper, List<MachineReference> machines) {

        public Callee {
            machines = List.copyOf(machines);
        }
    }

    /** @param method the step or primitive called at {@code label} */
    public record Suspension(String label, int line, ExecutableElement method) {}

    /** @param phase name of a constant of {@code ResumePoint.Phase} */
    public record Point(String label, String phase, List<Slot> slots) {}

    /**
     * A live variable at a point.
     *
     * @param name key in the frame
     * @param field field of the machine
     * @param type its declared type as frames store it
     */
    public record Slot(String name, String field, String type) {}
}
