package dev.fermata.adversity;

import dev.fermata.testing.differential.Compilation;
import java.util.Map;

/** A task of loops, plain and transactional steps, code between them and a sleep, as the processor compiles it. */
final class StormTasks {

    static final String ID = "storm";

    /** The only step that is transactional, see {@link HostTransactions}. */
    static final String TRANSACTIONAL = "book";

    /** A name that nothing else has: batches and transactional checkpoints, which hold a step's result, have it on the wire. */
    static final String MARK = "stormSum";

    private static final String SOURCE = """
            package app;

            import dev.fermata.*;
            import dev.fermata.adversity.Steps;
            import java.time.Duration;

            public class StormTask {

                private final Steps steps;

                public StormTask(Steps steps) {
                    this.steps = steps;
                }

                @Task(id = "storm", retry = @Retry(maxAttempts = 1000, minDelay = "50ms", maxDelay = "200ms"))
                public int storm(int run, int rounds) {
                    int sum = 0;
                    for (int round = 0; round < rounds; round++) {
                        sum += plain(run, 2 * round).stormSum();
                        sum += book(run, 2 * round + 1).stormSum();
                        if (run % 5 == 0 && round == 1) {
                            Durable.sleep(Duration.ofMillis(300));
                        }
                        if (run % 10 == 3 && round == 1) {
                            Durable.sleep(Duration.ofSeconds(2));
                        }
                    }
                    return sum + plain(run, 2 * rounds).stormSum();
                }

                public record Done(int stormSum) {}

                @Step
                Done plain(int run, int position) {
                    steps.plain(run, position);
                    return new Done(1);
                }

                @Step
                Done book(int run, int position) {
                    steps.book(run, position);
                    return new Done(1);
                }
            }
            """;

    private static final ClassLoader COMPILED =
            Compilation.of(Map.of("app/StormTask.java", SOURCE), 17).load();

    private StormTasks() {}

    static Object of(Steps steps) {
        try {
            return COMPILED.loadClass("app.StormTask")
                    .getConstructor(Steps.class)
                    .newInstance(steps);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("The compiled task cannot be made", e);
        }
    }
}
