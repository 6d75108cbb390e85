package dev.fermata.spring.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fermata.engine.model.Fence;
import dev.fermata.engine.model.RunId;
import dev.fermata.engine.model.RunRecord;
import dev.fermata.engine.model.RunState;
import dev.fermata.engine.postgres.PostgresSettings;
import dev.fermata.engine.postgres.PostgresStore;
import dev.fermata.engine.store.WorkerStore;
import dev.fermata.spring.ledger.Hooks;
import dev.fermata.spring.ledger.Ledger;
import dev.fermata.spring.ledger.LedgerApplication;
import dev.fermata.testing.postgres.PostgresFixture;
import dev.fermata.testing.postgres.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who loses the claim of a run while a transactional step of it runs writes nothing, neither checkpoint nor ledger. */
@PostgresFixture
@Timeout(120)
class FencedStepTest {

    private static TestDatabase database;
    private static Ledger ledger;

    @BeforeAll
    static void open(TestDatabase fresh) {
        database = fresh;
        database.execute(LedgerApplication.SCHEMA);
        ledger =
                Ledger.open(fresh, Ledger.WITHOUT_JPA, "fermata.worker.lease=2s", "fermata.worker.poll-interval=100ms");
    }

    @AfterAll
    static void close() {
        ledger.close();
    }

    @Test
    void aStepOfAWorkerThatWasDeclaredDeadIsRolledBack() {
        ledger.hooks()
                .on(
                        "declared dead",
                        "write",
                        Hooks.once(() -> database.update("update fermata.worker set epoch = epoch + 1")));

        assertWrittenOnce(ledger.run("jdbc", "declared dead"), "declared dead", 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc", "repeatable", "serial"})
    void aStepWhoseRunWasTakenIsRolledBackWhateverItsIsolation(String task) {
        String name = "taken from " + task;
        AtomicReference<RunId> run = new AtomicReference<>();
        ledger.hooks().on(name, "write", Hooks.once(() -> {
            await().until(() -> run.get() != null);
            return database.update(
                    "with gone as (update fermata.worker set epoch = epoch + 1 returning id) update fermata.active_run"
                            + " set worker = null, waiting = 'QUEUED' where run_id = ? and exists (select from gone)",
                    Objects.requireNonNull(run.get()).value());
        }));

        run.set(ledger.trigger(task, name));

        assertWrittenOnce(ledger.end(Objects.requireNonNull(run.get())), name, 2);
    }

    @Test
    void takeOverPassesAStepOverThatIsCommittingAndTheNextOneSeesItsCheckpoint() {
        AtomicInteger takenOver = new AtomicInteger(-1);
        try (PostgresStore store =
                new PostgresStore(PostgresSettings.of(database.jdbcUrl(), database.user(), database.password()))) {
            WorkerStore workers = store.ports().workers();
            Fence other = workers.register("other", List.of(), Duration.ofSeconds(60));
            ledger.hooks().on("committing", "write", Hooks.once(() -> {
                Ledger.beforeCommit(() -> {
                    database.update(
                            "update fermata.worker set lease_until = clock_timestamp() - interval '1 s' where id <> ?",
                            other.worker());
                    takenOver.set(workers.takeOver(other, Duration.ofMillis(1)));
                });
                return "";
            }));

            RunId run = ledger.trigger("jdbc", "committing");
            await().until(() -> takenOver.get() >= 0 && ledger.lines("committing") == 1);
            // Perhaps the application itself was first, under its new registration.
            assertThat(workers.takeOver(other, Duration.ofMillis(1))).isBetween(0, 1);

            assertWrittenOnce(ledger.end(run), "committing", 1);
            assertThat(takenOver).as("runs taken over before the commit").hasValue(0);
            workers.deregister(other);
        }
    }

    private static void assertWrittenOnce(RunRecord run, String name, int calls) {
        assertThat(run.status().state()).as(Ledger.failure(run)).isEqualTo(RunState.COMPLETED);
        assertThat(ledger.lines(name)).isEqualTo(1);
        assertThat(ledger.isOneTransaction(run.header().id(), name)).isTrue();
        assertThat(ledger.hooks().calls(name, "write")).isEqualTo(calls);
    }
}
