package dev.fermata.benchmarks;

import dev.fermata.machine.TaskCatalog;
import dev.fermata.machine.TaskDescriptor;
import dev.fermata.machine.TaskMachine;
import dev.fermata.machine.Transition;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What does a suspension cost without a database? Read {@link #machine} against {@link #plain}, the method called directly. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class MachineOverhead {

    private static final int STEPS = 1000;

    private final CountingTasks tasks = new CountingTasks();
    private final TaskDescriptor count =
            TaskCatalog.of(CountingTasks.class).orElseThrow().tasks().get(0);

    /** Nanoseconds a step: advance, call, returned, and the live variables taken for a checkpoint. */
    @Benchmark
    @OperationsPerInvocation(STEPS)
    public @Nullable Object machine() throws Throwable {
        TaskMachine machine = count.factory().create(tasks, tasks);
        machine.start(STEPS);
        while (true) {
            Transition next = machine.advance();
            if (next instanceof Transition.Completed completed) {
                return completed.result();
            }
            machine.returned(machine.call());
            if (machine.save().length == 0) {
                throw new IllegalStateException("no live variable");
            }
        }
    }

    /** Nanoseconds a step of the plain method. */
    @Benchmark
    @OperationsPerInvocation(STEPS)
    public long plain() {
        return tasks.count(STEPS);
    }
}
