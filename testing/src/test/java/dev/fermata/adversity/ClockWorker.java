package dev.fermata.adversity;

import dev.fermata.engine.FermataEngine;
import java.time.Duration;

/** A worker that also triggers, and prints what time it takes it to be. */
public final class ClockWorker {

    static final int RUNS = 15;

    private static final String SOURCE = """
            package app;

            import dev.fermata.*;
            import dev.fermata.adversity.AttackWorker.Ticks;
            import java.time.Duration;

            public class ClockTask {

                private final Ticks ticks;

                public ClockTask(Ticks ticks) {
                    this.ticks = ticks;
                }

                @Task(id = "clock", retry = @Retry(maxAttempts = 3, minDelay = "1s", maxDelay = "1s", jitter = false))
                public String clock(String run) {
                    first(run);
                    Durable.sleep(Duration.ofSeconds(2));
                    flaky(run);
                    last(run);
                    return run;
                }

                @Step
                void first(String run) {
                    ticks.tick(run, "first");
                }

                @Step
                void flaky(String run) {
                    if (ticks.tick(run, "flaky") == 1) {
                        throw new IllegalStateException("the first time");
                    }
                }

                @Step
                void last(String run) {
                    ticks.tick(run, "last");
                }
            }
            """;

    private ClockWorker() {}

    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) throws ReflectiveOperationException {
        FermataEngine engine = AttackWorker.engine("ClockTask", SOURCE);
        String name = AttackWorker.environment("NAME");
        for (int i = 0; i < RUNS; i++) {
            AttackWorker.trigger(engine, "clock", "\"" + name + " " + i + "\"");
            Form.lasts(Duration.ofMillis(50));
        }
        System.out.println("triggered");
        while (true) {
            System.out.println("clock " + System.currentTimeMillis());
            Form.lasts(Duration.ofMillis(100));
        }
    }
}
