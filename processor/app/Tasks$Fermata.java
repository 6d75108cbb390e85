package app;

import dev.fermata.machine.ResumePoint;
import dev.fermata.machine.SuspensionPoint;
import dev.fermata.machine.TaskCatalog;
import dev.fermata.machine.TaskDescriptor;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.processing.Generated;

/**
 * The tasks of {@link Tasks}.
 */
@SuppressWarnings({
        "deprecation",
        "exports",
        "rawtypes",
        "removal",
        "unchecked"
})
@Generated("dev.fermata.processor.FermataProcessor")
public final class Tasks$Fermata implements TaskCatalog {
    /**
     * For {@link TaskCatalog#of(Class)}.
     */
    public Tasks$Fermata() {
    }

    private static void points0part0(List<ResumePoint> points) {
        points.add(ResumePoint.of("start", ResumePoint.Phase.AFTER));
    }

    private static TaskDescriptor task0() {
        List<SuspensionPoint> suspensions = new ArrayList<>();
        List<ResumePoint> points = new ArrayList<>();
        points0part0(points);
        return new TaskDescriptor(TaskDescriptor.method(Tasks.class, "run", Dto.class), Tasks$run.class, suspensions, points, (target, bean) -> new Tasks$run((Tasks) target, (Tasks) bean));
    }

    private static void points1part0(List<ResumePoint> points) {
        points.add(ResumePoint.of("start", ResumePoint.Phase.AFTER));
    }

    private static TaskDescriptor task1() {
        List<SuspensionPoint> suspensions = new ArrayList<>();
        List<ResumePoint> points = new ArrayList<>();
        points1part0(points);
        return new TaskDescriptor(TaskDescriptor.method(Tasks.class, "concrete", int.class), Tasks$concrete.class, suspensions, points, (target, bean) -> new Tasks$concrete((Tasks) target, (Tasks) bean));
    }

    @Override
    public List<TaskDescriptor> tasks() {
        return List.of(task0(), task1());
    }
}
