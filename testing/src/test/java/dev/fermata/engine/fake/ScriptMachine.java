package dev.fermata.engine.fake;

import dev.fermata.Durable;
import dev.fermata.machine.MachineDescriptor;
import dev.fermata.machine.ResumePoint;
import dev.fermata.machine.ResumePoint.Phase;
import dev.fermata.machine.SuspensionPoint;
import dev.fermata.machine.TaskDescriptor;
import dev.fermata.machine.TaskMachine;
import dev.fermata.machine.Transition;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A machine that follows a list of operations, as generated code follows its states. */
final class ScriptMachine extends TaskMachine {

    enum Kind {
        STEP,
        SLEEP,
        CODE,
        /** The beginning of a {@code catch}: forgets the failure. */
        CATCH,
        /** The end of a {@code finally}: throws on, if anything is on its way. */
        RETHROW
    }

    /** @param handler index of the operation that a failure leads to, -1 for out of the task */
    record Op(Kind kind, String name, int handler) {}

    private final List<Op> program;
    private final ScriptTasks bean;

    /** Fields whose generic types the codec reads. */
    @Nullable
    String input;

    List<String> done = new ArrayList<>();

    @Nullable
    Throwable pending;

    private int pc;
    private ResumePoint at;

    ScriptMachine(List<Op> program, ScriptTasks bean) {
        this.program = program;
        this.bean = bean;
        this.at = points(program).get(0);
    }

    static TaskDescriptor descriptor(String task, Op... ops) {
        List<Op> program = List.of(ops);
        List<SuspensionPoint> suspensions = program.stream()
                .filter(ScriptMachine::suspends)
                .map(ScriptMachine::suspension)
                .toList();
        return new TaskDescriptor(
                method(task),
                new MachineDescriptor("ScriptTasks$" + task, ScriptMachine.class, suspensions, points(program)),
                (target, bean) -> new ScriptMachine(program, (ScriptTasks) bean));
    }

    @Override
    public void start(@Nullable Object... arguments) {
        input = (String) arguments[0];
    }

    @Override
    public Transition advance() {
        while (pc < program.size()) {
            Op op = program.get(pc);
            switch (op.kind) {
                case STEP -> {
                    return new Transition.StepCall(suspension(op));
                }
                case SLEEP -> {
                    return new Transition.Sleep(suspension(op), bean.pause());
                }
                case CODE -> {
                    try {
                        bean.perform(op.name);
                    } catch (Throwable e) {
                        return new Transition.Threw(e);
                    }
                }
                case CATCH -> {
                    done.add("caught " + pending);
                    pending = null;
                }
                case RETHROW -> {
                    if (pending != null) {
                        return new Transition.Threw(pending);
                    }
                }
            }
            pc++;
        }
        return new Transition.Completed(String.join(",", done));
    }

    @Override
    public @Nullable Object call() throws Throwable {
        return bean.perform(program.get(pc).name);
    }

    @Override
    public void returned(@Nullable Object value) {
        if (value != null) {
            done.add((String) value);
        }
        at = point(program.get(pc), Phase.AFTER);
        pc++;
    }

    @Override
    public boolean threw(Throwable failure) {
        Op op = program.get(pc);
        if (op.handler < 0) {
            return false;
        }
        pending = failure;
        at = point(op, Phase.THREW);
        pc = op.handler;
        return true;
    }

    @Override
    public int point() {
        return points(program).indexOf(at);
    }

    @Override
    public @Nullable Object[] save() {
        return at.label().equals(ResumePoint.START)
                ? new @Nullable Object[] {input}
                : new @Nullable Object[] {done, pending};
    }

    @Override
    @SuppressWarnings("unchecked")
    public void restore(int point, @Nullable Object[] values) {
        at = points(program).get(point);
        if (at.label().equals(ResumePoint.START)) {
            input = (String) values[0];
            return;
        }
        done = (List<String>) java.util.Objects.requireNonNull(values[0]);
        pending = (Throwable) values[1];
        for (int i = 0; i < program.size(); i++) {
            if (suspends(program.get(i)) && program.get(i).name.equals(at.label())) {
                pc = at.phase() == Phase.AFTER ? i + 1 : at.phase() == Phase.THREW ? program.get(i).handler : i;
            }
        }
    }

    private static boolean suspends(Op op) {
        return op.kind == Kind.STEP || op.kind == Kind.SLEEP;
    }

    private static List<ResumePoint> points(List<Op> program) {
        List<ResumePoint> points = new ArrayList<>();
        points.add(ResumePoint.of(ResumePoint.START, Phase.BEFORE, "input"));
        for (Op op : program) {
            if (suspends(op)) {
                points.add(point(op, Phase.BEFORE));
                points.add(point(op, Phase.AFTER));
                if (op.handler >= 0) {
                    points.add(point(op, Phase.THREW));
                }
            }
        }
        return points;
    }

    private static ResumePoint point(Op op, Phase phase) {
        return ResumePoint.of(op.name, phase, "done", "pending");
    }

    private static SuspensionPoint suspension(Op op) {
        return op.kind == Kind.SLEEP
                ? SuspensionPoint.of(op.name, 1, Durable.class, "sleep", Duration.class)
                : SuspensionPoint.of(op.name, 1, ScriptTasks.class, op.name);
    }

    private static Method method(String task) {
        try {
            return ScriptTasks.class.getDeclaredMethod(task, String.class);
        } catch (NoSuchMethodException e) {
            throw new AssertionError(e);
        }
    }
}
