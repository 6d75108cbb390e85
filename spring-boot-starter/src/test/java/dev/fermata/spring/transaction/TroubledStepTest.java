package dev.fermata.spring.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fermata.engine.model.RunId;
import dev.fermata.engine.model.RunRecord;
import dev.fermata.engine.model.RunState;
import dev.fermata.spring.ledger.Hooks;
import dev.fermata.spring.ledger.Ledger;
import dev.fermata.spring.ledger.LedgerApplication;
import dev.fermata.testing.postgres.PostgresFixture;
import dev.fermata.testing.postgres.TestDatabase;
import java.sql.Connection;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Transactional steps for which there is no connection, and such that are canceled. */
@PostgresFixture
@Timeout(120)
class TroubledStepTest {

    private static TestDatabase database;
    private static Ledger ledger;

    @BeforeAll
    static void open(TestDatabase fresh) {
        database = fresh;
        database.execute(LedgerApplication.SCHEMA);
        ledger = Ledger.open(
                fresh,
                Ledger.WITHOUT_JPA,
                "fermata.worker.lease=2s",
                "fermata.worker.poll-interval=100ms",
                "fermata.worker.cancel-patience=500ms",
                "spring.datasource.hikari.maximum-pool-size=1",
                "spring.datasource.hikari.connection-timeout=250");
    }

    @AfterAll
    static void close() {
        ledger.close();
    }

    @Test
    void aPoolWithoutAFreeConnectionUsesUpNoAttemptOfTheStep() throws Exception {
        AtomicReference<Connection> taken = new AtomicReference<>();
        ledger.hooks().on("exhausted", "begin", Hooks.once(() -> {
            taken.set(ledger.bean(DataSource.class).getConnection());
            return "";
        }));

        RunId run = ledger.trigger("jdbc", "exhausted");
        await().until(() -> ledger.find(run).status().state() == RunState.WAITING);
        assertThat(ledger.find(run).status().failedAttempts()).isZero();
        assertThat(ledger.hooks().calls("exhausted", "write")).isZero();
        Objects.requireNonNull(taken.get()).close();

        RunRecord end = ledger.end(run);
        assertThat(end.status().state()).as(Ledger.failure(end)).isEqualTo(RunState.COMPLETED);
        assertThat(end.checkpoints().get(1).attempts()).isEqualTo(1);
        assertThat(ledger.lines("exhausted")).isEqualTo(1);
    }

    @Test
    void aCancellationInATransactionalStepRollsItBack() {
        ledger.hooks().on("canceled", "write", () -> {
            new CountDownLatch(1).await();
            return "";
        });

        RunId run = ledger.trigger("jdbc", "canceled");
        await().until(() -> ledger.hooks().calls("canceled", "write") == 1);
        ledger.cancel(run);

        assertCanceledWithoutATrace(run, "canceled");
    }

    @Test
    void aTransactionalStepThatIgnoresItsCancellationAndReturnsIsRolledBack() {
        CountDownLatch gate = new CountDownLatch(1);
        ledger.hooks().on("stubborn", "write", () -> {
            awaitDeafly(gate);
            return "";
        });

        RunId run = ledger.trigger("jdbc", "stubborn");
        await().until(() -> ledger.hooks().calls("stubborn", "write") == 1);
        ledger.cancel(run);
        await().until(() -> ledger.find(run).status().state() == RunState.CANCELED);
        gate.countDown();

        assertCanceledWithoutATrace(run, "stubborn");
        await().untilAsserted(() -> assertThat(database.rows("select from pg_stat_activity"
                        + " where datname = current_database() and state like 'idle in transaction%'"))
                .as("transactions that stay open")
                .isEmpty());
        assertCanceledWithoutATrace(run, "stubborn");
    }

    private static void awaitDeafly(CountDownLatch gate) {
        boolean open = false;
        while (!open) {
            try {
                gate.await();
                open = true;
            } catch (InterruptedException e) {
                open = gate.getCount() == 0;
            }
        }
    }

    private static void assertCanceledWithoutATrace(RunId run, String name) {
        RunRecord end = ledger.end(run);
        assertThat(end.status().state()).isEqualTo(RunState.CANCELED);
        assertThat(end.checkpoints()).hasSize(1);
        assertThat(ledger.lines(name)).isZero();
    }
}
