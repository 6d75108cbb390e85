package dev.fermata.benchmarks;

import dev.fermata.engine.FermataEngine;
import dev.fermata.engine.postgres.PostgresSettings;
import dev.fermata.engine.postgres.PostgresStore;
import dev.fermata.engine.worker.WorkerSettings;
import dev.fermata.testing.postgres.FermataSchema;
import dev.fermata.testing.postgres.TestDatabase;
import java.util.List;

/** An engine on a durable PostgreSQL of its own, with the settings that make a figure count read from the server. */
final class Engines implements AutoCloseable {

    final TestDatabase database = TestDatabase.create(FermataSchema.class);
    final CountingTasks tasks = new CountingTasks();
    final PostgresStore store =
            new PostgresStore(PostgresSettings.of(database.jdbcUrl(), database.user(), database.password()));
    final FermataEngine engine;

    Engines(int concurrency) {
        engine = FermataEngine.builder(store)
                .task(tasks)
                .worker(WorkerSettings.DEFAULT.withConcurrency(concurrency))
                .build();
        for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
            String value = database.value(String.class, "select current_setting('" + setting + "')");
            if (!"on".equals(value)) {
                throw new IllegalStateException(setting + " is " + value + ": the figure would not count");
            }
        }
    }

    long rows(String sql) {
        Long value = database.value(Long.class, sql);
        return value == null ? 0 : value;
    }

    @Override
    public void close() {
        engine.close();
        store.close();
        database.close();
    }
}
