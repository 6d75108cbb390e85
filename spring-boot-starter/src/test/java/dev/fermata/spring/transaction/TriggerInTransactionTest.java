package dev.fermata.spring.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.engine.model.RunId;
import dev.fermata.engine.model.RunState;
import dev.fermata.spring.ledger.Ledger;
import dev.fermata.spring.ledger.LedgerApplication;
import dev.fermata.testing.postgres.PostgresFixture;
import dev.fermata.testing.postgres.TestDatabase;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A run triggered in a transaction exists when that is committed, and then begins at once. Both applications look for runs
 * once a minute, so that a run that begins within a test's time was announced.
 */
@PostgresFixture
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(50)
class TriggerInTransactionTest {

    private static final String RARELY = "fermata.worker.poll-interval=1m";

    private Ledger worker;
    private Ledger triggering;

    @BeforeAll
    void open(TestDatabase fresh) {
        fresh.execute(LedgerApplication.SCHEMA);
        worker = Ledger.open(fresh, Ledger.WITHOUT_JPA, RARELY);
        triggering = Ledger.open(fresh, Ledger.WITHOUT_JPA, RARELY, "fermata.worker.enabled=false");
    }

    @AfterAll
    void close() {
        triggering.close();
        worker.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRunBeginsWhenTheCallersTransactionIsCommittedAndNotBefore(boolean inTheSameProcess) {
        Ledger caller = inTheSameProcess ? worker : triggering;
        String name = "committed, " + inTheSameProcess;

        RunId run = Objects.requireNonNull(new TransactionTemplate(caller.transactions()).execute(status -> {
            RunId triggered = caller.trigger("jdbc", name);
            // A run of its own is announced, so that the worker looks, and finds only that.
            RunId apart = elsewhere(caller, name + " apart");
            assertThat(worker.end(apart).status().state()).isEqualTo(RunState.COMPLETED);
            assertThat(worker.exists(triggered)).isFalse();
            assertThat(worker.hooks().calls(name, "begin")).isZero();
            return triggered;
        }));

        assertThat(worker.end(run).status().state()).isEqualTo(RunState.COMPLETED);
    }

    @Test
    void aRunOfATransactionThatIsRolledBackNeverExists() {
        RunId run = Objects.requireNonNull(new TransactionTemplate(worker.transactions()).execute(status -> {
            status.setRollbackOnly();
            return worker.trigger("jdbc", "rolled back");
        }));

        assertThat(worker.exists(run)).isFalse();
        assertThat(worker.lines("rolled back")).isZero();
    }

    @Test
    void aRunTriggeredBehindASavepointSharesItsFate() {
        AtomicReference<RunId> undone = new AtomicReference<>();
        AtomicReference<RunId> kept = new AtomicReference<>();
        TransactionTemplate nested = new TransactionTemplate(worker.transactions());
        nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);

        RunId outer = Objects.requireNonNull(new TransactionTemplate(worker.transactions()).execute(status -> {
            RunId first = worker.trigger("jdbc", "before the savepoint");
            nested.executeWithoutResult(inner -> {
                undone.set(worker.trigger("jdbc", "behind a savepoint rolled back"));
                inner.setRollbackOnly();
            });
            nested.executeWithoutResult(inner -> kept.set(worker.trigger("jdbc", "behind a savepoint released")));
            return first;
        }));

        assertThat(worker.end(outer).status().state()).isEqualTo(RunState.COMPLETED);
        assertThat(worker.end(Objects.requireNonNull(kept.get())).status().state())
                .isEqualTo(RunState.COMPLETED);
        assertThat(worker.exists(Objects.requireNonNull(undone.get()))).isFalse();
    }

    private static RunId elsewhere(Ledger caller, String name) {
        TransactionTemplate apart = new TransactionTemplate(caller.transactions());
        apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        return Objects.requireNonNull(apart.execute(status -> caller.trigger("jdbc", name)));
    }
}
