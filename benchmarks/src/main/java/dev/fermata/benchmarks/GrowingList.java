package dev.fermata.benchmarks;

import dev.fermata.engine.FermataEngine;
import dev.fermata.engine.postgres.PostgresSettings;
import dev.fermata.engine.postgres.PostgresStore;
import dev.fermata.engine.registry.Settings;
import dev.fermata.engine.retry.RetrySettings;
import dev.fermata.testing.postgres.FermataSchema;
import dev.fermata.testing.postgres.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What does a step of an agent's loop over a growing list cost, in bytes and in time? One run of 10 000 turns on a durable
 * PostgreSQL of its own, whose history is kept whole so that it can be weighed. Not JMH: the subject is one long run.
 *
 * <p>Arguments: how many turns (default 10 000).
 */
@SuppressWarnings("SystemOut") // it is a command
public final class GrowingList {

    private GrowingList() {}

    public static void main(String[] arguments) throws InterruptedException {
        int turns = arguments.length == 0 ? 10_000 : Integer.parseInt(arguments[0]);
        AgentTasks tasks = new AgentTasks();
        try (TestDatabase database = TestDatabase.create(FermataSchema.class);
                PostgresStore store = new PostgresStore(
                        PostgresSettings.of(database.jdbcUrl(), database.user(), database.password()));
                FermataEngine engine = FermataEngine.builder(store)
                        .task(tasks)
                        .settings(new Settings(RetrySettings.NONE, turns + 1, Map.of()))
                        .build()) {
            System.out.printf(
                    "%d turns, JDK %s, %d processors, PostgreSQL %s, fsync %s, synchronous_commit %s%n",
                    turns,
                    Runtime.version(),
                    Runtime.getRuntime().availableProcessors(),
                    setting(database, "server_version"),
                    setting(database, "fsync"),
                    setting(database, "synchronous_commit"));
            engine.start();
            run(engine, tasks, 500);
            database.execute("delete from fermata.checkpoint");
            long begun = System.nanoTime();
            run(engine, tasks, turns);
            double micros = (System.nanoTime() - begun) / 1e3 / turns;
            long written = number(database, "select sum(octet_length(frame)) from fermata.checkpoint");
            long rows = number(database, "select count(*) from fermata.checkpoint");
            long changed = changed(tasks, turns);
            System.out.printf(
                    Locale.ROOT,
                    "%d checkpoints: %.0f bytes a step, %.3f for each byte that changed (aim: at most 1.2); %.0f us a step%n",
                    rows,
                    (double) written / rows,
                    (double) written / changed,
                    micros);
        }
    }

    private static void run(FermataEngine engine, AgentTasks tasks, int turns) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        tasks.afterLast = done::countDown;
        engine.trigger().prepare("agent", List.of(turns)).trigger();
        if (!done.await(1, TimeUnit.HOURS)) {
            throw new IllegalStateException("the run has not ended");
        }
    }

    /** What changes in a step, as JSON: one message more in the list, and the counter. */
    private static long changed(AgentTasks tasks, int turns) {
        long changed = 0;
        for (int turn = 1; turn <= turns; turn++) {
            AgentTasks.Message message = tasks.reply(turn);
            String json = ",{\"role\":\"" + message.role() + "\",\"turn\":" + turn + ",\"text\":\"" + message.text()
                    + "\"}{\"turn\":" + turn + "}";
            changed += json.getBytes(StandardCharsets.UTF_8).length;
        }
        return changed;
    }

    private static String setting(TestDatabase database, String name) {
        return String.valueOf(database.value(String.class, "select current_setting('" + name + "')"));
    }

    private static long number(TestDatabase database, String sql) {
        Number value = database.value(Number.class, sql);
        return value == null ? 0 : value.longValue();
    }
}
