package dev.fermata.engine.postgres;

import static dev.fermata.engine.postgres.StoreFixture.checkpoint;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.engine.model.AttemptWrite.Distress;
import dev.fermata.engine.model.AttemptWrite.Park;
import dev.fermata.engine.model.AttemptWrite.Release;
import dev.fermata.engine.model.AttemptWrite.RetryLater;
import dev.fermata.engine.model.Claim;
import dev.fermata.engine.model.Fence;
import dev.fermata.engine.model.RunId;
import dev.fermata.engine.model.RunState;
import dev.fermata.engine.model.WriteResult;
import dev.fermata.engine.store.RunStore.CancelResult;
import dev.fermata.testing.postgres.FermataSchema;
import dev.fermata.testing.postgres.PostgresFixture;
import dev.fermata.testing.postgres.Stuck;
import dev.fermata.testing.postgres.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A run that a worker could not go on with is for the other workers, and for that one no more. */
@Timeout(60)
@PostgresFixture(schema = FermataSchema.class)
class RefusalTest {

    private static final String WHY = "its migration throws";

    private final TestDatabase database;
    private final StoreFixture fixture;
    private final Fence faulty;

    RefusalTest(TestDatabase database) {
        this.database = database;
        this.fixture = StoreFixture.empty(database);
        this.faulty = fixture.worker();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void whoRefusedItClaimsItNoMoreAndWhoRegisteredBeforeDoes() {
        Fence able = fixture.worker();
        RunId run = refused();

        assertThat(fixture.attempts.claim(faulty, 10)).isEmpty();
        assertThat(fixture.workers.untilNext(faulty, Duration.ofSeconds(9)))
                .as("it does not even wake up for it")
                .isEqualTo(Duration.ofSeconds(9));
        assertThat(fixture.find(run).status().state()).isEqualTo(RunState.QUEUED);
        assertThat(fixture.workers.untilNext(able, Duration.ofSeconds(9))).isZero();
        assertThat(fixture.claim(able).run()).isEqualTo(run);
    }

    @Test
    void eachWorkerOfAFaultyBuildRefusesItOnceAndThenItIsParkedWithTheReason() {
        Fence second = fixture.worker();
        RunId run = refused();
        refuse(second);

        assertThat(fixture.find(run).status().state()).isEqualTo(RunState.PENDING_VERSION);
        assertThat(fixture.find(run).status().reason()).isEqualTo(WHY);
        assertThat(fixture.attempts.claim(faulty, 10)).isEmpty();
        assertThat(fixture.attempts.claim(second, 10)).isEmpty();
        sweepTwice();
        assertThat(database.value(String.class, "select waiting || ': ' || reason from fermata.active_run"))
                .isEqualTo("PENDING_VERSION: " + WHY);
        assertThat(Stuck.in(database)).isEmpty();
    }

    @Test
    void aRunThatAllRefusedIsUnparkedByTheNextRegistrationForThatWorkerAlone() {
        RunId run = refused();
        sweepTwice();

        Fence able = fixture.worker();

        assertThat(fixture.attempts.claim(faulty, 10)).isEmpty();
        assertThat(fixture.claim(able).run()).isEqualTo(run);
    }

    @Test
    void whatAnotherWorkerHasTakenFurtherEverybodyMayClaimAgain() {
        Fence able = fixture.worker();
        RunId run = refused();
        Claim claim = fixture.claim(able);
        fixture.write(able, checkpoint(claim, 1));

        fixture.write(able, new Release(run, claim.number()));

        assertThat(fixture.claim(faulty).run()).isEqualTo(run);
        assertThat(database.value(Long.class, "select count(*) from fermata.active_run where reason is not null"))
                .isZero();
    }

    @Test
    void aRetryAndATakeOverAtTheSamePlaceKeepTheRefusal() {
        Fence able = fixture.worker();
        RunId run = refused();
        fixture.write(
                able, new RetryLater(run, fixture.claim(able).number(), 1, Duration.ZERO, StoreFixture.bytes("1")));
        assertThat(fixture.attempts.claim(faulty, 10)).isEmpty();
        fixture.claim(able);
        fixture.endLease(able);
        fixture.workers.takeOver(faulty, Duration.ZERO);

        assertThat(fixture.attempts.claim(faulty, 10)).isEmpty();

        sweepTwice();
        assertThat(fixture.find(run).status().reason())
                .as("nobody is left but who refused it")
                .isEqualTo(WHY);
    }

    @Test
    void aTakeOverAtALaterPlaceForgetsTheRefusal() {
        Fence able = fixture.worker();
        refused();
        fixture.write(able, checkpoint(fixture.claim(able), 1));
        fixture.endLease(able);

        fixture.workers.takeOver(faulty, Duration.ZERO);

        assertThat(fixture.claim(faulty).progress().sequence()).isEqualTo(1);
    }

    @Test
    void theListOfWhoRefusedItHoldsNoWorkerThatIsGone() {
        RunId run = refused();
        fixture.workers.deregister(faulty);

        for (int i = 0; i < 3; i++) {
            Fence next = fixture.worker();
            refuse(next);
            fixture.workers.deregister(next);
        }

        assertThat(database.value(Integer.class, "select cardinality(refused_by) from fermata.active_run"))
                .isOne();
        assertThat(fixture.claim(fixture.worker()).run()).isEqualTo(run);
    }

    @Test
    void aRunThatAllRefusedIsCanceledAtOnceAndOneThatSomebodyMayTryIsNot() {
        Fence able = fixture.worker();
        RunId run = fixture.run();
        Claim claim = fixture.claim(faulty);
        fixture.write(faulty, checkpoint(claim, 1));
        fixture.write(faulty, new Park(run, claim.number(), WHY));
        assertThat(fixture.runs.cancel(run)).isEqualTo(CancelResult.REQUESTED);

        refuse(able);

        assertThat(fixture.runs.cancel(run)).isEqualTo(CancelResult.CANCELED);
    }

    @Test
    void aClaimInDistressCountsAsLostAndUsesUpNoAttempt() {
        RunId run = fixture.run();
        Claim claim = fixture.claim(faulty);
        assertThat(fixture.write(faulty, new Distress(run, claim.number(), Duration.ZERO)))
                .isEqualTo(WriteResult.WRITTEN);

        Claim second = fixture.claim(faulty);
        assertThat(second.progress()).isEqualTo(new Claim.Progress(0, null, 0, 1, false));
        fixture.write(faulty, new Distress(run, second.number(), Duration.ZERO));

        assertThat(fixture.attempts.claim(faulty, 10)).as("a suspect").isEmpty();
        Claim third = fixture.attempts.claimSuspect(faulty).get(0);
        fixture.write(faulty, checkpoint(third, 1));
        fixture.write(faulty, new Distress(run, third.number(), Duration.ZERO));
        assertThat(fixture.claim(faulty).progress().lostClaims())
                .as("since its last checkpoint")
                .isEqualTo(1);
    }

    private RunId refused() {
        RunId run = fixture.run();
        assertThat(refuse(faulty)).isEqualTo(run);
        return run;
    }

    private RunId refuse(Fence worker) {
        Claim claim = fixture.claim(worker);
        assertThat(fixture.attempts.write(worker, List.of(new Park(claim.run(), claim.number(), WHY))))
                .containsExactly(WriteResult.WRITTEN);
        return claim.run();
    }

    private void sweepTwice() {
        fixture.workers.park(fixture.workers.park(Set.of()));
    }
}
