package dev.fermata.adversity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.fermata.engine.model.AttemptWrite;
import dev.fermata.engine.model.WriteResult;
import dev.fermata.testing.postgres.FermataSchema;
import dev.fermata.testing.postgres.PostgresFixture;
import dev.fermata.testing.postgres.TestDatabase;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The attacks notice an engine that is wrong. */
@PostgresFixture(schema = FermataSchema.class)
@Timeout(120)
class PlantedFaultTest {

    private final TestDatabase database;

    PlantedFaultTest(TestDatabase database) {
        this.database = database;
    }

    @Test
    void acknowledgingACheckpointThatWasNotWrittenIsNoticed() {
        AtomicInteger lies = new AtomicInteger();
        try (Storm storm = new Storm(database)) {
            storm.watch().lie((method, arguments) -> {
                // Only batches: a transactional step's checkpoint is written on a connection of its own.
                if (!method.equals("write") || !(arguments[1] instanceof List<?> batch)) {
                    return null;
                }
                boolean isLie = batch.stream().allMatch(AttemptWrite.Checkpoint.class::isInstance)
                        && lies.incrementAndGet() % 3 == 0;
                return isLie ? Collections.nCopies(batch.size(), WriteResult.WRITTEN) : null;
            });
            storm.node("liar", database.jdbcUrl());
            storm.load(database.jdbcUrl(), Duration.ofMillis(20));
            await().until(() -> storm.accepted() > 20);
            await("steps that begin again although their checkpoint was acknowledged")
                    .pollInterval(Duration.ofMillis(150))
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> {
                        database.rows("select pg_terminate_backend(pid) from pg_stat_activity"
                                + " where datname = current_database() and pid <> pg_backend_pid()");
                        return !storm.ledger().fallenBackInNode().isEmpty();
                    });
            assertThat(lies).hasPositiveValue();
        }
    }

    @Test
    void aTransactionalEffectThatIsThereTwiceIsNoticed() {
        try (Storm storm = new Storm(database)) {
            storm.node("first", database.jdbcUrl());
            storm.load(database.jdbcUrl(), Duration.ofMillis(20));
            await().until(() -> storm.accepted() > 5);
            storm.calm();
            database.execute("insert into booked select * from booked limit 1");

            assertThatThrownBy(storm::verify)
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("transactional effects that are not there exactly once");
        }
    }

    @Test
    void aRunThatNothingMovesIsNoticed() {
        try (Storm storm = new Storm(database)) {
            storm.node("first", database.jdbcUrl());
            storm.load(database.jdbcUrl(), Duration.ofMillis(20));
            await().until(() -> storm.accepted() > 5);
            storm.calm();
            database.execute("""
                    insert into fermata.active_run
                        (run_id, task_id, queue, resume_point, available_at, waiting, updated_at)
                    select gen_random_uuid(), 'storm', 'default', -1, fermata.now(), 'QUEUED', fermata.now()""");

            assertThatThrownBy(storm::verify)
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("no worker knows resume point -1");
        }
    }
}
