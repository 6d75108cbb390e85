package dev.fermata.adversity;

import dev.fermata.engine.FermataEngine;
import java.util.concurrent.CountDownLatch;

/** A worker with little memory whose tasks do to their JVM what no task should. */
public final class PoisonWorker {

    private static final String SOURCE = """
            package app;

            import dev.fermata.*;
            import dev.fermata.adversity.AttackWorker.Ticks;
            import java.util.*;

            public class PoisonTask {

                private final Ticks ticks;

                public PoisonTask(Ticks ticks) {
                    this.ticks = ticks;
                }

                @Task(id = "neighbour", retry = @Retry(maxAttempts = 3, minDelay = "100ms", jitter = false))
                public int neighbour(String run) {
                    int sum = 0;
                    for (int i = 0; i < 5; i++) {
                        sum += work(run, i);
                    }
                    return sum;
                }

                @Task(id = "exits")
                public void exits(String run) {
                    exit(run);
                }

                @Task(id = "exhausts", retry = @Retry(maxAttempts = 2, minDelay = "100ms", jitter = false))
                public int exhausts(String run) {
                    return exhaust(run);
                }

                @Task(id = "bloats", retry = @Retry(maxAttempts = 2, minDelay = "100ms", jitter = false))
                public int bloats(String run) {
                    String large = bloat(run);
                    return work(run, 0) + large.length();
                }

                @Step
                int work(String run, int i) {
                    ticks.tick(run, "work " + i);
                    return 1;
                }

                /** Leaves its neighbours the time for a step. */
                @Step
                void exit(String run) {
                    ticks.tick(run, "exit");
                    long end = System.nanoTime() + 1_500_000_000L;
                    while (System.nanoTime() < end) {
                        java.util.concurrent.locks.LockSupport.parkNanos(end - System.nanoTime());
                    }
                    System.exit(3);
                }

                @Step
                int exhaust(String run) {
                    ticks.tick(run, "exhaust");
                    List<byte[]> all = new ArrayList<>();
                    while (true) {
                        all.add(new byte[1 << 20]);
                    }
                }

                @Step
                String bloat(String run) {
                    ticks.tick(run, "bloat");
                    return "x".repeat(50_000_000);
                }
            }
            """;

    private PoisonWorker() {}

    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) throws ReflectiveOperationException, InterruptedException {
        // The JDK's own pollers for the sockets of virtual threads end with an OutOfMemoryError, and those threads wait
        // for ever.
        FermataEngine engine = AttackWorker.engine("PoisonTask", SOURCE, false);
        System.out.println("started " + engine.isRunning());
        // Waiting that takes memory would end with it, and the JVM with this thread, as all others are daemons.
        new CountDownLatch(1).await();
    }
}
