package dev.fermata.processor.model;

import java.util.List;
import javax.lang.model.element.ExecutableElement;

/**
 * A lowered task: the machine's source and what its descriptor and manifest list.
 *
 * @param source complete text of the machine's file, user code on the user's line numbers
 * @param suspensions in source order
 * @param points where it can be saved; index 0 is the start. The machine's {@code point()} answers these indices
 */
public record CompiledTask(AttributedTask task, String source, List<Suspension> suspensions, List<Point> points) {

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
