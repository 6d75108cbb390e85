package dev.fermata.engine.postgres;

import static dev.fermata.engine.postgres.StoreFixture.bytes;
import static dev.fermata.engine.postgres.StoreFixture.checkpoint;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.engine.model.AttemptWrite.Completion;
import dev.fermata.engine.model.AttemptWrite.End;
import dev.fermata.engine.model.AttemptWrite.Park;
import dev.fermata.engine.model.AttemptWrite.Release;
import dev.fermata.engine.model.AttemptWrite.Suspension;
import dev.fermata.engine.model.Claim;
import dev.fermata.engine.model.Fence;
import dev.fermata.engine.model.RunId;
import dev.fermata.engine.model.RunRecord;
import dev.fermata.engine.model.RunState;
import dev.fermata.engine.store.RunStore.CancelResult;
import dev.fermata.testing.postgres.DatabaseClock;
import dev.fermata.testing.postgres.FermataSchema;
import dev.fermata.testing.postgres.PostgresFixture;
import dev.fermata.testing.postgres.TestDatabase;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
@PostgresFixture(schema = FermataSchema.class)
class RunStoreTest {

    private final TestDatabase database;
    private final DatabaseClock clock;
    private final StoreFixture fixture;

    RunStoreTest(TestDatabase database, DatabaseClock clock) {
        this.database = database;
        this.clock = clock;
        this.fixture = StoreFixture.empty(database);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void anUnknownRunIsNotFound() {
        assertThat(fixture.runs.find(new RunId(UUID.randomUUID()))).isEmpty();
    }

    @Test
    void aRunIsShownWithItsHeaderStateAndCheckpointsButNotItsFrames() {
        Fence worker = fixture.worker();
        RunId run = fixture.accept(StoreFixture.newRun(StoreFixture.TASK, "order-1", null, Duration.ZERO))
                .run();
        Claim claim = fixture.claim(worker);
        fixture.write(worker, checkpoint(claim, 1));

        RunRecord record = fixture.find(run);

        assertThat(record.header().id()).isEqualTo(run);
        assertThat(record.header().taskId()).isEqualTo(StoreFixture.TASK);
        assertThat(record.header().queue()).isEqualTo("orders");
        assertThat(record.header().idempotencyKey()).isEqualTo("order-1");
        assertThat(record.body().payload()).isEqualTo(bytes("{\"id\":1}"));
        assertThat(record.body().output()).isNull();
        assertThat(record.status().state()).isEqualTo(RunState.EXECUTING);
        assertThat(record.status().startedAt()).isAfterOrEqualTo(record.header().createdAt());
        assertThat(record.status().finishedAt()).isNull();
        assertThat(record.checkpoints()).singleElement().satisfies(one -> {
            assertThat(one.sequence()).isEqualTo(1);
            assertThat(one.label()).isEqualTo("charge");
            assertThat(one.phase()).isEqualTo("AFTER");
            assertThat(one.attempts()).isEqualTo(2);
            assertThat(one.durationMicros()).isEqualTo(1234);
            assertThat(one.bytes()).isPositive();
            assertThat(record.status().updatedAt()).isEqualTo(one.committedAt());
        });
    }

    @Test
    void aDelayedRunIsQueuedOnceItsTimeHasCome() {
        fixture.worker();
        RunId run = fixture.run(Duration.ofHours(1));
        RunRecord delayed = fixture.find(run);
        assertThat(delayed.status().state()).isEqualTo(RunState.DELAYED);
        assertThat(delayed.status().wakeAt())
                .isEqualTo(delayed.header().createdAt().plus(Duration.ofHours(1)));

        clock.advance(Duration.ofHours(1));

        assertThat(fixture.find(run).status().state()).isEqualTo(RunState.QUEUED);
        assertThat(fixture.find(run).status().wakeAt()).isNull();
    }

    @Test
    void aRunNoLivingWorkerKnowsWaitsForAVersionAndSaysWhy() {
        RunId run = fixture.run();
        assertThat(fixture.find(run).status().state()).isEqualTo(RunState.QUEUED);

        Fence stranger = fixture.worker("another-task");

        assertThat(fixture.find(run).status().state()).isEqualTo(RunState.PENDING_VERSION);
        assertThat(fixture.find(run).status().reason())
                .contains(StoreFixture.TASK)
                .contains("start");
        fixture.endLease(stranger);
        assertThat(fixture.find(run).status().state()).isEqualTo(RunState.QUEUED);
        fixture.worker();
        assertThat(fixture.find(run).status().state()).isEqualTo(RunState.QUEUED);
    }

    @Test
    void cancelingWhatHasNotBegunEndsIt() {
        RunId run = fixture.run();
        RunId delayed = fixture.run(Duration.ofHours(1));

        assertThat(fixture.runs.cancel(run)).isEqualTo(CancelResult.CANCELED);
        assertThat(fixture.runs.cancel(delayed)).isEqualTo(CancelResult.CANCELED);

        assertThat(fixture.find(run).status().state()).isEqualTo(RunState.CANCELED);
        assertThat(fixture.find(run).status().finishedAt()).isNotNull();
        assertThat(fixture.attempts.claim(fixture.worker(), 10)).isEmpty();
        assertThat(fixture.runs.cancel(run)).isEqualTo(CancelResult.ALREADY_FINISHED);
    }

    @Test
    void cancelingAClaimedRunAsksItsWorker() {
        Fence worker = fixture.worker();
        RunId run = fixture.run();
        RunId other = fixture.run();
        Claim claim = fixture.claim(worker);
        fixture.claim(worker);
        assertThat(fixture.workers.cancelRequests(worker)).isEmpty();

        assertThat(fixture.runs.cancel(run)).isEqualTo(CancelResult.REQUESTED);
        assertThat(fixture.runs.cancel(run)).isEqualTo(CancelResult.REQUESTED);

        assertThat(fixture.workers.cancelRequests(worker)).containsExactly(run);
        assertThat(fixture.find(run).status().state()).isEqualTo(RunState.EXECUTING);
        fixture.write(worker, new End(run, claim.number(), RunState.CANCELED, null));
        assertThat(fixture.workers.cancelRequests(worker)).isEmpty();
        assertThat(fixture.find(run).status().state()).isEqualTo(RunState.CANCELED);
        assertThat(fixture.find(other).status().state()).isEqualTo(RunState.EXECUTING);
    }

    @Test
    void cancelingASuspendedRunMakesItAvailableAtOnceForItsFinallyBlocks() {
        Fence worker = fixture.worker();
        RunId run = fixture.run();
        Claim claim = fixture.claim(worker);
        fixture.write(
                worker,
                new Suspension(
                        run, claim.number(), 1, StoreFixture.FRAME, StoreFixture.TRACE, false, Duration.ofDays(30)));

        assertThat(fixture.runs.cancel(run)).isEqualTo(CancelResult.REQUESTED);

        Claim again = fixture.claim(worker);
        assertThat(again.cancelRequested()).isTrue();
        assertThat(again.progress().sequence()).isEqualTo(1);
    }

    @Test
    void aRunThatIsToBeCanceledDoesNotSleepAnyMore() {
        Fence worker = fixture.worker();
        RunId run = fixture.run();
        Claim claim = fixture.claim(worker);
        fixture.runs.cancel(run);

        fixture.write(
                worker,
                new Suspension(
                        run, claim.number(), 1, StoreFixture.FRAME, StoreFixture.TRACE, false, Duration.ofDays(30)));

        assertThat(fixture.claim(worker).cancelRequested()).isTrue();
    }

    @Test
    void cancelingAParkedRunEndsItBecauseNobodyElseCould() {
        Fence worker = fixture.worker();
        RunId run = fixture.run();
        Claim claim = fixture.claim(worker);
        fixture.write(worker, checkpoint(claim, 1));
        fixture.write(worker, new Park(run, claim.number(), "why"));

        assertThat(fixture.runs.cancel(run)).isEqualTo(CancelResult.CANCELED);
        assertThat(fixture.find(run).status().state()).isEqualTo(RunState.CANCELED);
    }

    @Test
    void aBegunRunThatNobodyHoldsIsMarked() {
        Fence worker = fixture.worker();
        RunId run = fixture.run();
        Claim claim = fixture.claim(worker);
        fixture.write(worker, checkpoint(claim, 1));
        fixture.write(worker, new Release(run, claim.number()));

        assertThat(fixture.runs.cancel(run)).isEqualTo(CancelResult.REQUESTED);
    }

    @Test
    void finishedAndUnknownRunsCannotBeCanceled() {
        Fence worker = fixture.worker();
        RunId run = fixture.run();
        fixture.write(worker, new Completion(run, fixture.claim(worker).number(), null));

        assertThat(fixture.runs.cancel(run)).isEqualTo(CancelResult.ALREADY_FINISHED);
        assertThat(fixture.runs.cancel(new RunId(UUID.randomUUID()))).isEqualTo(CancelResult.UNKNOWN);
        assertThat(fixture.find(run).status().state()).isEqualTo(RunState.COMPLETED);
        assertThat(database.value(Long.class, "select count(*) from fermata.run"))
                .isEqualTo(1);
    }
}
