package dev.fermata.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fermata.engine.fake.ScriptTasks;
import dev.fermata.engine.model.RunId;
import dev.fermata.engine.model.RunState;
import dev.fermata.engine.postgres.PostgresSettings;
import dev.fermata.engine.postgres.PostgresStore;
import dev.fermata.engine.registry.Settings;
import dev.fermata.engine.registry.TaskSettings;
import dev.fermata.engine.retry.RetrySettings;
import dev.fermata.engine.trigger.TriggerOptions;
import dev.fermata.testing.postgres.FermataSchema;
import dev.fermata.testing.postgres.PostgresFixture;
import dev.fermata.testing.postgres.TestDatabase;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How many checkpoints of a run its settings leave; the run makes 23. */
@PostgresFixture(schema = FermataSchema.class)
@Timeout(120)
class KeptCheckpointsTest {

    private static final int MADE = 23;

    private final TestDatabase database;

    KeptCheckpointsTest(TestDatabase database) {
        this.database = database;
    }

    @Test
    void aRunKeepsAsManyAsIsSaidForAllTasks() {
        assertThat(kept(100, null)).isEqualTo(MADE);
        assertThat(kept(2, null)).isLessThan(MADE);
    }

    @Test
    void whatIsSaidForItsTaskWins() {
        assertThat(kept(100, 2)).isLessThan(MADE);
        assertThat(kept(2, 100)).isEqualTo(MADE);
    }

    private long kept(int ofAll, @Nullable Integer ofTask) {
        TaskSettings task = new TaskSettings(null, RetrySettings.NONE, Map.of(), ofTask);
        ScriptTasks tasks = new ScriptTasks();
        tasks.depth(10);
        try (PostgresStore store = new PostgresStore(
                        PostgresSettings.of(database.jdbcUrl(), database.user(), database.password()));
                FermataEngine engine = FermataEngine.builder(store)
                        .task(tasks)
                        .settings(new Settings(RetrySettings.NONE, ofAll, Map.of("diver", task)))
                        .build()) {
            engine.start();
            RunId run = engine.runs()
                    .trigger("diver", EngineFixture.json("\"in\""), TriggerOptions.NONE)
                    .run();
            await().atMost(Duration.ofSeconds(40))
                    .until(() -> engine.runs().find(run).orElseThrow().status().state() == RunState.COMPLETED);
            return Objects.requireNonNull(database.value(
                    Long.class, "select count(*) from fermata.checkpoint where run_id = ?", run.value()));
        }
    }
}
