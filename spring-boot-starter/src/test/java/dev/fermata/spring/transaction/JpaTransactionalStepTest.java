package dev.fermata.spring.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.engine.model.RunRecord;
import dev.fermata.engine.model.RunState;
import dev.fermata.spring.ledger.Entry;
import dev.fermata.spring.ledger.Ledger;
import jakarta.persistence.EntityManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Transactions of a JpaTransactionManager: of JPA, and of JDBC beside it. */
class JpaTransactionalStepTest extends TransactionalStepContract {

    @Override
    String[] properties() {
        return new String[0];
    }

    @Test
    void whatJpaHasPutOffIsWrittenBeforeTheCheckpoint(TestInfo test) {
        String name = name(test);
        ledger.hooks().on(name, "write", () -> {
            // The flush of the commit comes after the checkpoint; nothing is left for it.
            Ledger.beforeCommit(() -> assertThat(sessionIsDirty()).isFalse());
            assertThat(sessionIsDirty()).isTrue();
            return "";
        });

        assertWrittenOnce(ledger.run("jpa", name), name, 1);
    }

    @Test
    void aFlushThatFailsIsAFailureOfTheStep(TestInfo test) {
        String name = name(test);
        database.update("insert into ledger values (?, 'before')", name);
        ledger.hooks().on(name, "write", () -> {
            ledger.bean(EntityManager.class).persist(new Entry(name, name));
            return "";
        });

        RunRecord run = ledger.run("jpa", name);

        assertThat(run.status().state()).isEqualTo(RunState.FAILED);
        assertThat(Ledger.failure(run)).contains("DataIntegrityViolationException");
        assertThat(ledger.lines(name)).isZero();
        assertThat(ledger.hooks().calls(name, "write")).isEqualTo(2);
    }

    private boolean sessionIsDirty() {
        return ledger.bean(EntityManager.class)
                .unwrap(org.hibernate.Session.class)
                .isDirty();
    }
}
