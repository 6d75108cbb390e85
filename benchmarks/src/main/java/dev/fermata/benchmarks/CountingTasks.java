package dev.fermata.benchmarks;

import dev.fermata.Step;
import dev.fermata.Task;
import java.util.concurrent.atomic.LongAdder;

/** Tasks whose steps do nothing, so that what is measured is the engine. */
public class CountingTasks {

    final LongAdder executed = new LongAdder();
    volatile Runnable afterLast = () -> {};

    /** A run of {@code steps} sequential steps. */
    @Task(id = "count")
    long count(int steps) {
        long sum = 0;
        for (int i = 0; i < steps; i++) {
            sum += one(i);
        }
        afterLast.run();
        return sum;
    }

    @Step
    long one(int i) {
        executed.increment();
        return i;
    }
}
