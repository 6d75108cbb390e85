package dev.fermata.spring.ledger;

import dev.fermata.machine.MachineDescriptor;
import dev.fermata.machine.ResumePoint;
import dev.fermata.machine.ResumePoint.Phase;
import dev.fermata.machine.SuspensionPoint;
import dev.fermata.machine.TaskDescriptor;
import dev.fermata.machine.TaskMachine;
import dev.fermata.machine.Transition;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the processor would generate for
 *
 * <pre>{@code
 * List<String> results = new ArrayList<>();
 * List<String> notes = new ArrayList<>();
 * for (step : steps) {                                     // unrolled
 *   try { results.add(step(run, notes)); }
 *   catch (Exception e) { results.add("caught " + e); }    // if the run's name begins with "catch"
 * }
 * return String.join("; ", results);
 * }</pre>
 */
final class StepsMachine<T> extends TaskMachine {

    /** A step as a method reference. */
    @FunctionalInterface
    interface Call<T> {
        String on(T bean, String run, List<String> notes) throws Exception;
    }

    /** A step with its method's name. */
    record Named<T>(String method, Call<T> call) {}

    private final Class<T> type;
    private final List<Named<T>> steps;
    private final T bean;

    @Nullable
    String run;

    List<String> results = new ArrayList<>();
    List<String> notes = new ArrayList<>();

    private int point;

    private StepsMachine(Class<T> type, List<Named<T>> steps, T bean) {
        this.type = type;
        this.steps = steps;
        this.bean = bean;
    }

    static <T> TaskDescriptor descriptor(Class<T> type, String task, List<Named<T>> steps) {
        List<ResumePoint> points = new ArrayList<>();
        points.add(ResumePoint.of(ResumePoint.START, Phase.BEFORE, "run"));
        for (Named<T> step : steps) {
            for (Phase phase : Phase.values()) {
                points.add(ResumePoint.of(step.method, phase, "run", "results", "notes"));
            }
        }
        try {
            return new TaskDescriptor(
                    type.getDeclaredMethod(task, String.class),
                    new MachineDescriptor(
                            type.getSimpleName() + "$" + task,
                            StepsMachine.class,
                            steps.stream().map(step -> suspension(type, step)).toList(),
                            points),
                    (target, bean) -> new StepsMachine<>(type, steps, type.cast(bean)));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void start(@Nullable Object... arguments) {
        run = (String) arguments[0];
    }

    @Override
    public Transition advance() {
        if (phase() != Phase.BEFORE || point == 0) {
            if (step() + 1 == steps.size()) {
                return new Transition.Completed(String.join("; ", results));
            }
            point = 1 + 3 * (step() + 1);
        }
        return new Transition.StepCall(suspension(type, steps.get(step())));
    }

    @Override
    public Object call() throws Throwable {
        return steps.get(step()).call.on(bean, Objects.requireNonNull(run), notes);
    }

    @Override
    public void returned(@Nullable Object value) {
        add((String) Objects.requireNonNull(value));
        point++;
    }

    @Override
    public boolean threw(Throwable failure) {
        if (!Objects.requireNonNull(run).startsWith("catch")) {
            return false;
        }
        add("caught " + failure.getClass().getSimpleName());
        point += 2;
        return true;
    }

    @Override
    public int point() {
        return point;
    }

    @Override
    public @Nullable Object[] save() {
        return point == 0 ? new @Nullable Object[] {run} : new @Nullable Object[] {run, results, notes};
    }

    @Override
    @SuppressWarnings("unchecked")
    public void restore(int at, @Nullable Object[] values) {
        point = at;
        run = (String) values[0];
        if (at > 0) {
            results = (List<String>) Objects.requireNonNull(values[1]);
            notes = (List<String>) Objects.requireNonNull(values[2]);
        }
    }

    /** What is returned is stored, and nothing else changes: no object of the task is touched. */
    private void add(String result) {
        List<String> longer = new ArrayList<>(results);
        longer.add(result);
        results = longer;
    }

    /** -1 at the start. */
    private int step() {
        return point == 0 ? -1 : (point - 1) / 3;
    }

    private Phase phase() {
        return Phase.values()[point == 0 ? 0 : (point - 1) % 3];
    }

    private static <T> SuspensionPoint suspension(Class<T> type, Named<T> step) {
        return SuspensionPoint.of(step.method, 1, type, step.method, String.class, List.class);
    }
}
