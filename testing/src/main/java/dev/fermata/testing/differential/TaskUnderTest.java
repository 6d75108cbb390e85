package dev.fermata.testing.differential;

import dev.fermata.machine.TaskCatalog;
import dev.fermata.machine.TaskDescriptor;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A compiled task of one class, and how to run it both ways. Every execution has a target of its own, made by the class's
 * constructor without parameters.
 */
public final class TaskUnderTest {

    private static final int MOST_FAULTS = 7;
    private static final int MOST_SINGLES = 12;
    private static final int SAMPLED_INPUTS = 3;
    private static final int SAMPLED_FAULTS = 3;

    private final TaskDescriptor task;
    private final FrameStore frames;
    private int runs;

    private TaskUnderTest(TaskDescriptor task, FrameStore frames) {
        this.task = task;
        this.frames = frames;
    }

    /** Every task the processor compiled, in the order of their names. */
    public static List<TaskUnderTest> allOf(Compilation compilation) {
        ClassLoader loader = compilation.load();
        List<TaskUnderTest> tasks = new ArrayList<>();
        for (String name : compilation.classes().keySet()) {
            if (!name.endsWith(TaskCatalog.SUFFIX)) {
                continue;
            }
            tasks.addAll(of(loader, name.substring(0, name.length() - TaskCatalog.SUFFIX.length())));
        }
        return tasks;
    }

    /** The tasks of one class, by its binary name. */
    public static List<TaskUnderTest> of(ClassLoader loader, String owner) {
        FrameStore frames = new ProductionFrames();
        try {
            return TaskCatalog.of(loader.loadClass(owner)).orElseThrow().tasks().stream()
                    .map(task -> new TaskUnderTest(task, frames))
                    .toList();
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@code @Task(id)}. */
    public String id() {
        return task.method().getAnnotation(dev.fermata.Task.class).id();
    }

    /**
     * Runs the task with all its inputs, with each of its first step calls failing, and with all crashes, and compares.
     *
     * @return how many compiled executions were equal to the plain ones
     * @throws AssertionError with both outcomes at the first that is not
     */
    public int check() {
        runs = 0;
        for (int input = 0; input < Inputs.count(task.method()); input++) {
            Trace trace = new Trace(FaultPlan.NONE);
            Outcome plain = plain(input, trace);
            int suspensions = compareAll(input, FaultPlan.NONE, plain, CrashPlan.EVERYWHERE_OR_NEVER);
            compareAll(input, FaultPlan.NONE, plain, CrashPlan.singles(Math.min(MOST_SINGLES, suspensions)));
            for (FaultPlan faults : FaultPlan.upTo(Math.min(MOST_FAULTS, trace.steps()))) {
                compareAll(input, faults, plain(input, new Trace(faults)), CrashPlan.EVERYWHERE_OR_NEVER);
            }
        }
        return runs;
    }

    /**
     * As {@link #check()}, but with few executions, drawn by {@code seed}: for very many tasks.
     *
     * @return how many compiled executions were equal to the plain ones
     * @throws AssertionError with both outcomes at the first that is not
     */
    public int sample(long seed) {
        runs = 0;
        SplittableRandom random = new SplittableRandom(seed);
        int inputs = Inputs.count(task.method());
        int first = random.nextInt(inputs);
        for (int i = 0; i < Math.min(SAMPLED_INPUTS, inputs); i++) {
            int input = (first + i * (inputs / SAMPLED_INPUTS)) % inputs;
            Trace trace = new Trace(FaultPlan.NONE);
            Outcome plain = plain(input, trace);
            int suspensions = compareAll(
                    input, FaultPlan.NONE, plain, List.of(i == 0 ? CrashPlan.NEVER : CrashPlan.AFTER, CrashPlan.BOTH));
            if (suspensions > 0) {
                int crash = 1 + random.nextInt(suspensions);
                compareAll(input, FaultPlan.NONE, plain, List.of(new CrashPlan(true, random.nextBoolean(), crash)));
            }
            for (int fault = 0; fault < Math.min(SAMPLED_FAULTS, trace.steps()); fault++) {
                int at = 1 + random.nextInt(trace.steps());
                FaultPlan faults = new FaultPlan(random.nextBoolean() ? Set.of(at) : Set.of(at, at + 1));
                compareAll(input, faults, plain(input, new Trace(faults)), List.of(CrashPlan.BOTH));
            }
        }
        return runs;
    }

    private Outcome plain(int input, Trace trace) {
        return PlainRun.of(target(), task.method(), Inputs.get(task.method(), input), trace);
    }

    private int compareAll(int input, FaultPlan faults, Outcome plain, List<CrashPlan> plans) {
        int suspensions = 0;
        for (CrashPlan crashes : plans) {
            MachineRun run = new MachineRun(task, target(), frames, crashes, new Trace(faults));
            compare(run, input, faults + ", " + crashes, plain);
            suspensions = run.suspensions();
            runs++;
        }
        return suspensions;
    }

    private void compare(MachineRun run, int input, String how, Outcome plain) {
        @Nullable Object[] arguments = Inputs.get(task.method(), input);
        String call = id() + list(arguments) + ", " + how + "\n  plain:\n      " + plain + "\n  compiled:\n      ";
        Outcome compiled;
        try {
            compiled = run.run(arguments);
        } catch (VerifyError javac) {
            // the machine is not at fault, whose source javac has accepted
            throw javac;
        } catch (RuntimeException | Error e) {
            throw new AssertionError(call + e, e);
        }
        if (!plain.equals(compiled)) {
            throw new AssertionError(call + compiled);
        }
    }

    private static String list(@Nullable Object[] arguments) {
        return Arrays.stream(arguments).map(Portrait::of).collect(Collectors.joining(", ", "(", ")"));
    }

    private Object target() {
        try {
            Constructor<?> constructor = task.method().getDeclaringClass().getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor.newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(task.method() + " needs a class that can be created", e);
        }
    }
}
