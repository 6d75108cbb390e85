package dev.fermata.engine;

import dev.fermata.engine.fake.ScriptTasks;
import dev.fermata.engine.postgres.PostgresSettings;
import dev.fermata.engine.postgres.PostgresStore;
import dev.fermata.engine.trigger.TriggerOptions;
import dev.fermata.engine.worker.WorkerSettings;
import java.util.concurrent.CountDownLatch;

/** A JVM with one engine and one run, of whose four branches the second never ends. */
final class ForkingProcess {

    private ForkingProcess() {}

    public static void main(String[] arguments) throws InterruptedException {
        ScriptTasks tasks = new ScriptTasks();
        tasks.items("1", "2", "3", "4");
        tasks.on("b:2", () -> {
            System.out.println("in b:2");
            new CountDownLatch(1).await();
            return "never";
        });
        PostgresStore store = new PostgresStore(PostgresSettings.of(arguments[0], arguments[1], arguments[2]));
        FermataEngine engine = FermataEngine.builder(store)
                .task(tasks)
                .worker(WorkerSettings.DEFAULT.withName("to be killed").withLease(EngineFixture.LEASE))
                .build();
        engine.start();
        byte[] payload = EngineFixture.json("\"in\"");
        String run = engine.runs()
                .trigger("forker", payload, TriggerOptions.NONE)
                .run()
                .value()
                .toString();
        System.out.println("run " + run);
        new CountDownLatch(1).await();
    }
}
