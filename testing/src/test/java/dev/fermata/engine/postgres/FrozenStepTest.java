package dev.fermata.engine.postgres;

import static dev.fermata.engine.postgres.StoreFixture.checkpoint;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.engine.model.Claim;
import dev.fermata.engine.model.Fence;
import dev.fermata.engine.model.WriteResult;
import dev.fermata.testing.postgres.FermataSchema;
import dev.fermata.testing.postgres.PostgresFixture;
import dev.fermata.testing.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A transactional step of a dead worker that stands between its checkpoint and its commit delays its own run only. */
@Timeout(60)
@PostgresFixture(schema = FermataSchema.class)
class FrozenStepTest {

    private final TestDatabase database;
    private final StoreFixture fixture;
    private final Fence dead;
    private final Fence alsoDead;
    private final Claim frozen;
    private final Claim besideIt;
    private final Claim elsewhere;

    FrozenStepTest(TestDatabase database) {
        this.database = database;
        this.fixture = StoreFixture.empty(database);
        this.dead = fixture.worker();
        this.alsoDead = fixture.worker();
        fixture.run();
        fixture.run();
        fixture.run();
        this.frozen = fixture.claim(dead);
        this.besideIt = fixture.claim(dead);
        this.elsewhere = fixture.claim(alsoDead);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void theOtherRunsOfItsWorkerAndOfOtherDeadWorkersAreTakenOverAtOnce() throws Exception {
        Fence heir = fixture.worker();
        endLeases();
        try (Connection step = step()) {
            assertThat(fixture.workers.takeOver(heir, Duration.ZERO)).isEqualTo(2);

            assertThat(fixture.attempts.claim(heir, 10))
                    .extracting(Claim::run)
                    .containsExactlyInAnyOrder(besideIt.run(), elsewhere.run());
            assertThat(fixture.workers.takeOver(heir, Duration.ZERO)).isZero();
            step.rollback();
        }

        assertThat(fixture.workers.takeOver(heir, Duration.ZERO)).isEqualTo(1);

        Claim next = fixture.claim(heir);
        assertThat(next.run()).isEqualTo(frozen.run());
        assertThat(next.progress().sequence()).isZero();
        assertThat(next.progress().lostClaims()).isEqualTo(1);
    }

    @Test
    void itsRunGoesOnBehindItsCheckpointWhenItCommitsAfterAll() throws Exception {
        Fence heir = fixture.worker();
        endLeases();
        try (Connection step = step()) {
            fixture.workers.takeOver(heir, Duration.ZERO);
            fixture.attempts.claim(heir, 10);
            step.commit();
        }

        assertThat(fixture.workers.takeOver(heir, Duration.ZERO)).isEqualTo(1);

        assertThat(fixture.claim(heir).progress().sequence()).isEqualTo(1);
    }

    @Test
    void aWorkerWhoseRunIsStillHeldIsNotForgotten() throws Exception {
        Fence heir = fixture.worker();
        endLeases();
        try (Connection step = step()) {
            fixture.workers.takeOver(heir, Duration.ZERO);
            database.execute(
                    "update fermata.worker set gone_at = gone_at - interval '25 hours' where gone_at is not null");

            fixture.workers.takeOver(heir, Duration.ZERO);

            assertThat(database.rows("select id from fermata.worker where gone_at is not null"))
                    .singleElement()
                    .satisfies(row -> assertThat(row.get("id")).isEqualTo(dead.worker()));
            step.rollback();
        }
        assertThat(fixture.workers.takeOver(heir, Duration.ZERO)).isEqualTo(1);
    }

    /** The step's transaction: fence and checkpoint are written, the commit is not. */
    private Connection step() throws SQLException {
        Connection step = database.dataSource().getConnection();
        step.setAutoCommit(false);
        assertThat(fixture.store.ports().transacted().write(step, dead, checkpoint(frozen, 1)))
                .isEqualTo(WriteResult.WRITTEN);
        return step;
    }

    private void endLeases() {
        fixture.endLease(dead);
        fixture.endLease(alsoDead);
    }
}
