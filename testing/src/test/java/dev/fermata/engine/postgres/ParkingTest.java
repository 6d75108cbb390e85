package dev.fermata.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fermata.engine.model.AttemptWrite.Release;
import dev.fermata.engine.model.Claim;
import dev.fermata.engine.model.Fence;
import dev.fermata.engine.model.RunId;
import dev.fermata.engine.model.RunState;
import dev.fermata.engine.store.RunStore.CancelResult;
import dev.fermata.testing.postgres.FermataSchema;
import dev.fermata.testing.postgres.PostgresFixture;
import dev.fermata.testing.postgres.Stuck;
import dev.fermata.testing.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs that no worker can go on with leave the queue, say why, and come back when one can. */
@Timeout(60)
@PostgresFixture(schema = FermataSchema.class)
class ParkingTest {

    private static final String OTHER = "ship-order";

    private final TestDatabase database;
    private final StoreFixture fixture;
    private final Fence worker;

    ParkingTest(TestDatabase database) {
        this.database = database;
        this.fixture = StoreFixture.empty(database);
        this.worker = fixture.worker();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aRunOfATaskNobodyKnowsIsParkedWithTheReasonInItsRow() {
        RunId run = unknown(Duration.ZERO);

        sweepTwice();

        assertThat(database.value(String.class, "select waiting || ': ' || reason from fermata.active_run"))
                .isEqualTo(
                        "PENDING_VERSION: no running worker knows task 'ship-order' at 'start'; deploy a build that does");
        assertThat(fixture.find(run).status().state()).isEqualTo(RunState.PENDING_VERSION);
        assertThat(Stuck.in(database)).isEmpty();
    }

    @Test
    void aWorkerThatKnowsItClaimsItAfterItsRegistration() {
        RunId run = unknown(Duration.ZERO);
        sweepTwice();

        Fence able = fixture.worker(OTHER);

        assertThat(fixture.attempts.claim(able, 10)).extracting(Claim::run).containsExactly(run);
    }

    @Test
    void theFirstLookParksNothingSoThatARestartDoesNot() {
        unknown(Duration.ZERO);

        Set<Integer> suspects = fixture.workers.park(Set.of());

        assertThat(suspects).hasSize(1);
        assertThat(parked()).isZero();
        Fence back = fixture.worker(OTHER);
        assertThat(fixture.workers.park(suspects)).isEmpty();
        assertThat(parked()).isZero();
        assertThat(fixture.attempts.claim(back, 10)).hasSize(1);
    }

    @Test
    void whatAWorkerKnowsIsNotParkedAlthoughItIsLateWithItsHeartbeat() {
        RunId run = fixture.run();
        fixture.endLease(worker);

        sweepTwice();

        assertThat(parked()).isZero();
        assertThat(fixture.find(run).status().state()).isEqualTo(RunState.QUEUED);
    }

    @Test
    void whatADeadWorkerKnewIsParked() {
        fixture.run();
        Fence heir = fixture.worker(OTHER);
        fixture.endLease(worker);
        fixture.workers.takeOver(heir, Duration.ZERO);

        sweepTwice();

        assertThat(parked()).isOne();
    }

    @Test
    void whatIsNotDueYetKeepsItsTimer() {
        unknown(Duration.ofHours(1));

        sweepTwice();

        assertThat(parked()).isZero();
        assertThat(database.value(String.class, "select waiting from fermata.active_run"))
                .isEqualTo("DELAYED");
    }

    @Test
    void aPileLargerThanOneStatementTakesIsParkedAndClaimsNoLongerReadPastIt() {
        for (int i = 0; i < 3; i++) {
            unknown(Duration.ZERO);
        }
        database.execute("""
                insert into fermata.run (id, task_id, queue, payload, created_at)
                select gen_random_uuid(), 'ship-order', 'orders', '1', fermata.now() from generate_series(1, 2500);
                insert into fermata.active_run
                    (run_id, task_id, queue, resume_point, available_at, waiting, updated_at)
                select id, task_id, queue,
                    (select resume_point from fermata.active_run limit 1), created_at, 'QUEUED', created_at
                from fermata.run where id not in (select run_id from fermata.active_run)""");
        RunId run = fixture.run();

        sweepTwice();

        assertThat(parked()).isEqualTo(2503);
        assertThat(
                        database.value(
                                Long.class,
                                "select count(*) from fermata.active_run where worker is null and available_at <= fermata.now()"))
                .as("what a claim has to read")
                .isOne();
        assertThat(fixture.claim(worker).run()).isEqualTo(run);
    }

    @Test
    void aParkedRunIsCanceledAtOnce() {
        RunId run = unknown(Duration.ZERO);
        sweepTwice();

        assertThat(fixture.runs.cancel(run)).isEqualTo(CancelResult.CANCELED);
        assertThat(fixture.find(run).status().state()).isEqualTo(RunState.CANCELED);
    }

    @Test
    void aRunWhoseCancellationWasRequestedBeforeNobodyCouldRunItEndsCanceled() {
        RunId run = begunAndCanceled();
        Fence heir = fixture.worker(OTHER);
        fixture.endLease(worker);
        fixture.workers.takeOver(heir, Duration.ZERO);

        sweepTwice();
        fixture.workers.park(Set.of());

        assertThat(fixture.find(run).status().state()).isEqualTo(RunState.CANCELED);
        assertThat(Stuck.in(database)).isEmpty();
    }

    @Test
    void parkingWaitsForARegistrationOnItsWayAndFindsThatItKnowsTheRun() throws Exception {
        unknown(Duration.ZERO);
        Set<Integer> suspects = fixture.workers.park(Set.of());
        CompletableFuture<Set<Integer>> parking;
        try (Connection registering = database.dataSource().getConnection();
                Statement statement = registering.createStatement()) {
            registering.setAutoCommit(false);
            statement.execute("insert into fermata.task values ('ship-order', 'q', clock_timestamp())");
            statement.execute("insert into fermata.worker select gen_random_uuid(), 'slow', 1, 'infinity',"
                    + " clock_timestamp(), clock_timestamp(), null, 0, array["
                    + suspects.iterator().next() + "]");
            parking = CompletableFuture.supplyAsync(() -> fixture.workers.park(suspects));
            awaitLockWaiter();
            registering.commit();
        }

        assertThat(parking).succeedsWithin(Duration.ofSeconds(10));
        assertThat(parked()).isZero();
    }

    private void awaitLockWaiter() {
        await().until(() -> !database.rows("select from pg_stat_activity where wait_event_type = 'Lock'")
                .isEmpty());
    }

    private RunId begunAndCanceled() {
        RunId run = fixture.run();
        Claim claim = fixture.claim(worker);
        fixture.write(worker, StoreFixture.checkpoint(claim, 1));
        assertThat(fixture.runs.cancel(run)).isEqualTo(CancelResult.REQUESTED);
        fixture.write(worker, new Release(run, claim.number()));
        return run;
    }

    private void sweepTwice() {
        fixture.workers.park(fixture.workers.park(Set.of()));
    }

    private RunId unknown(Duration delay) {
        return fixture.accept(StoreFixture.newRun(OTHER, null, null, delay)).run();
    }

    private long parked() {
        Long count = database.value(
                Long.class,
                "select count(*) from fermata.active_run where waiting = 'PENDING_VERSION' and reason is not null"
                        + " and available_at = 'infinity'");
        return count == null ? 0 : count;
    }
}
