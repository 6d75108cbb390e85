package dev.fermata.engine.postgres;

import static dev.fermata.engine.postgres.StoreFixture.FRAME;
import static dev.fermata.engine.postgres.StoreFixture.TRACE;
import static dev.fermata.engine.postgres.StoreFixture.bytes;
import static dev.fermata.engine.postgres.StoreFixture.checkpoint;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fermata.engine.model.AttemptWrite.Checkpoint;
import dev.fermata.engine.model.AttemptWrite.Completion;
import dev.fermata.engine.model.AttemptWrite.End;
import dev.fermata.engine.model.AttemptWrite.Park;
import dev.fermata.engine.model.AttemptWrite.Release;
import dev.fermata.engine.model.AttemptWrite.RetryLater;
import dev.fermata.engine.model.AttemptWrite.Suspension;
import dev.fermata.engine.model.Claim;
import dev.fermata.engine.model.Fence;
import dev.fermata.engine.model.RunId;
import dev.fermata.engine.model.RunRecord;
import dev.fermata.engine.model.RunState;
import dev.fermata.engine.model.StoredFrame;
import dev.fermata.engine.model.WriteResult;
import dev.fermata.engine.store.BadItemException;
import dev.fermata.testing.postgres.DatabaseClock;
import dev.fermata.testing.postgres.FermataSchema;
import dev.fermata.testing.postgres.PostgresFixture;
import dev.fermata.testing.postgres.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
@PostgresFixture(schema = FermataSchema.class)
class AttemptStoreTest {

    private final TestDatabase database;
    private final DatabaseClock clock;
    private StoreFixture fixture;
    private Fence worker;

    AttemptStoreTest(TestDatabase database, DatabaseClock clock) {
        this.database = database;
        this.clock = clock;
        this.fixture = StoreFixture.empty(database);
        this.worker = fixture.worker();
    }

    @BeforeEach
    void open() {
        assertThat(database.value(Long.class, "select count(*) from fermata.active_run"))
                .isZero();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void claimsOldestFirstWithPayloadAndNothingElse() {
        RunId first = fixture.run();
        RunId second = fixture.run();
        RunId later = fixture.run(Duration.ofHours(1));

        List<Claim> claims = fixture.attempts.claim(worker, 10);

        assertThat(claims).extracting(Claim::run).containsExactly(first, second);
        assertThat(claims.get(0).taskId()).isEqualTo(StoreFixture.TASK);
        assertThat(claims.get(0).queue()).isEqualTo("orders");
        assertThat(claims.get(0).number()).isEqualTo(1);
        assertThat(claims.get(0).payload()).isEqualTo(bytes("{\"id\":1}"));
        assertThat(claims.get(0).progress()).isEqualTo(new Claim.Progress(0, null, 0, 0, false));
        assertThat(fixture.attempts.claim(worker, 10)).isEmpty();
        clock.advance(Duration.ofHours(1));
        assertThat(fixture.claim(worker).run()).isEqualTo(later);
    }

    @Test
    void claimsNoMoreThanAsked() {
        fixture.run();
        fixture.run();

        assertThat(fixture.attempts.claim(worker, 1)).hasSize(1);
        assertThat(fixture.attempts.claim(worker, 1)).hasSize(1);
    }

    @Test
    void claimsOnlyTasksThisWorkerKnows() {
        fixture.accept(StoreFixture.newRun("another-task", null, null, Duration.ZERO));

        assertThat(fixture.attempts.claim(worker, 10)).isEmpty();
        assertThat(fixture.attempts.claim(fixture.worker("another-task"), 10)).hasSize(1);
    }

    @Test
    void claimsOnlyResumePointsThisWorkerKnows() {
        fixture.run();
        Claim claim = fixture.claim(worker);
        assertThat(fixture.write(worker, checkpoint(claim, 1))).isEqualTo(WriteResult.WRITTEN);
        assertThat(fixture.write(worker, new Release(claim.run(), claim.number())))
                .isEqualTo(WriteResult.WRITTEN);

        Fence older = fixture.worker(StoreFixture.TASK);

        assertThat(fixture.attempts.claim(older, 10)).isEmpty();
        assertThat(fixture.claim(worker).progress().sequence()).isEqualTo(1);
    }

    @Test
    void aCheckpointIsWhereTheNextClaimGoesOn() {
        fixture.run();
        Claim first = fixture.claim(worker);
        fixture.write(worker, checkpoint(first, 1));
        fixture.write(worker, new Checkpoint(first.run(), first.number(), 2, FRAME, TRACE, true));
        fixture.write(worker, new Release(first.run(), first.number()));

        Claim second = fixture.claim(worker);

        assertThat(second.number()).isEqualTo(2);
        assertThat(second.progress().sequence()).isEqualTo(2);
        assertThat(second.progress().unwinding()).isTrue();
        StoredFrame frame = Objects.requireNonNull(second.progress().frame());
        assertThat(frame.label()).isEqualTo("charge");
        assertThat(frame.phase()).isEqualTo("AFTER");
        assertThat(frame.components())
                .usingRecursiveComparison()
                .ignoringFields("standing")
                .isEqualTo(FRAME.components());
    }

    @Test
    void aSuspendedRunSleepsOnTheDatabaseClock() {
        RunId run = fixture.run();
        Claim claim = fixture.claim(worker);

        fixture.write(worker, new Suspension(run, claim.number(), 1, FRAME, TRACE, false, Duration.ofDays(3)));

        assertThat(fixture.attempts.claim(worker, 10)).isEmpty();
        assertThat(fixture.workers.untilNext(worker, Duration.ofDays(9)))
                .isBetween(Duration.ofHours(71), Duration.ofDays(3));
        assertThat(fixture.workers.untilNext(worker, Duration.ofSeconds(1))).isEqualTo(Duration.ofSeconds(1));
        RunRecord record = fixture.find(run);
        assertThat(record.status().state()).isEqualTo(RunState.WAITING);
        assertThat(record.status().wakeAt())
                .isEqualTo(record.checkpoints().get(0).committedAt().plus(Duration.ofDays(3)));
        clock.advance(Duration.ofDays(3));
        assertThat(fixture.find(run).status().state()).isEqualTo(RunState.QUEUED);
        assertThat(fixture.claim(worker).progress().sequence()).isEqualTo(1);
    }

    @Test
    void aRunThatLostTwoClaimsAtOnePlaceIsHandedOutOnlyToWhoAsksForSuspects() {
        Fence worker = fixture.worker();
        RunId suspect = fixture.run();
        RunId ordinary = fixture.run();
        database.update("update fermata.active_run set lost_claims = 2 where run_id = ?", suspect.value());
        assertThat(fixture.workers.untilSuspect(worker, Duration.ofSeconds(9))).isZero();

        assertThat(fixture.attempts.claim(worker, 10)).extracting(Claim::run).containsExactly(ordinary);
        assertThat(fixture.workers.untilNext(worker, Duration.ofSeconds(9))).isEqualTo(Duration.ofSeconds(9));
        assertThat(fixture.attempts.claimSuspect(worker))
                .singleElement()
                .satisfies(claim -> assertThat(claim.progress().isSuspect()).isTrue())
                .extracting(Claim::run)
                .isEqualTo(suspect);
        assertThat(fixture.attempts.claimSuspect(worker)).isEmpty();
        assertThat(fixture.workers.untilSuspect(worker, Duration.ofSeconds(9))).isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void aRunThatLostAClaimWhileItWasAloneIsHandedOutToAnybody() {
        Fence worker = fixture.worker();
        RunId run = fixture.run();
        database.update("update fermata.active_run set lost_claims = 3 where run_id = ?", run.value());

        assertThat(fixture.attempts.claimSuspect(worker)).isEmpty();
        assertThat(fixture.claim(worker).progress().isConvicted()).isTrue();
    }

    @Test
    void aRetryKeepsTheCheckpointAndCountsFailuresUntilTheNextOne() {
        RunId run = fixture.run();
        Claim claim = fixture.claim(worker);
        fixture.write(worker, checkpoint(claim, 1));
        fixture.write(worker, new RetryLater(run, claim.number(), 1, Duration.ofSeconds(30), bytes("{\"boom\":1}")));

        assertThat(fixture.attempts.claim(worker, 10)).isEmpty();
        assertThat(fixture.find(run).status().state()).isEqualTo(RunState.WAITING);
        assertThat(fixture.find(run).status().failedAttempts()).isEqualTo(1);
        assertThat(fixture.find(run).body().failure()).isEqualTo(bytes("{\"boom\":1}"));
        clock.advance(Duration.ofSeconds(30));
        Claim again = fixture.claim(worker);
        assertThat(again.progress().sequence()).isEqualTo(1);
        assertThat(again.progress().failedAttempts()).isEqualTo(1);

        fixture.write(worker, checkpoint(again, 2));
        assertThat(fixture.find(run).status().failedAttempts()).isZero();
        assertThat(fixture.find(run).body().failure()).isNull();
        fixture.write(worker, new Release(run, again.number()));
        assertThat(fixture.claim(worker).progress().failedAttempts()).isZero();
    }

    @Test
    void aCompletedRunHasItsOutputAndIsNeverClaimedAgain() {
        RunId run = fixture.run();
        Claim claim = fixture.claim(worker);

        fixture.write(worker, new Completion(run, claim.number(), bytes("\"done\"")));

        RunRecord record = fixture.find(run);
        assertThat(record.status().state()).isEqualTo(RunState.COMPLETED);
        assertThat(record.body().output()).isEqualTo(bytes("\"done\""));
        assertThat(record.status().startedAt()).isNotNull();
        assertThat(record.status().finishedAt()).isNotNull();
        assertThat(database.value(Long.class, "select count(*) from fermata.active_run"))
                .isZero();
        assertThat(database.value(Long.class, "select count(*) from fermata.dead_letter"))
                .isZero();
        assertThat(fixture.write(worker, new Completion(run, claim.number(), null)))
                .isEqualTo(WriteResult.CLAIM_LOST);
    }

    @Test
    void aFailedRunIsADeadLetterAndACanceledOneIsNot() {
        RunId failed = fixture.run();
        RunId canceled = fixture.run();
        List<Claim> claims = fixture.attempts.claim(worker, 2);
        fixture.write(worker, checkpoint(claims.get(0), 1));

        List<WriteResult> results = fixture.attempts.write(
                worker,
                List.of(
                        new End(failed, 1, RunState.FAILED, bytes("{\"why\":1}")),
                        new End(canceled, 1, RunState.CANCELED, null)));

        assertThat(results).containsOnly(WriteResult.WRITTEN);
        assertThat(fixture.find(failed).status().state()).isEqualTo(RunState.FAILED);
        assertThat(fixture.find(failed).body().failure()).isEqualTo(bytes("{\"why\":1}"));
        assertThat(fixture.find(canceled).status().state()).isEqualTo(RunState.CANCELED);
        assertThat(database.rows("select run_id, state, sequence from fermata.dead_letter"))
                .singleElement()
                .satisfies(row -> assertThat(row.values()).containsExactly(failed.value(), "FAILED", 1));
    }

    @Test
    void aParkedRunWaitsForAWorkerThatRegistersLater() {
        RunId run = fixture.run();
        Claim claim = fixture.claim(worker);

        fixture.write(worker, new Park(run, claim.number(), "no variable 'lines'"));

        assertThat(fixture.find(run).status().state()).isEqualTo(RunState.PENDING_VERSION);
        assertThat(fixture.find(run).status().reason()).isEqualTo("no variable 'lines'");
        assertThat(fixture.attempts.claim(worker, 10)).isEmpty();
        Fence newer = fixture.worker();
        assertThat(fixture.find(run).status().state()).isEqualTo(RunState.QUEUED);
        assertThat(fixture.claim(newer).run()).isEqualTo(run);
    }

    @Test
    void oneBatchHoldsEveryKindAndAnswersInOrder() {
        for (int i = 0; i < 7; i++) {
            fixture.run();
        }
        List<Claim> claims = fixture.attempts.claim(worker, 7);

        List<WriteResult> results = fixture.attempts.write(
                worker,
                List.of(
                        new Checkpoint(claims.get(0).run(), 1, 1, FRAME, TRACE, false),
                        new Suspension(claims.get(1).run(), 1, 1, FRAME, TRACE, false, Duration.ofDays(1)),
                        new RetryLater(claims.get(2).run(), 9, 1, Duration.ZERO, bytes("{}")),
                        new Completion(claims.get(3).run(), 1, null),
                        new End(claims.get(4).run(), 1, RunState.CRASHED, null),
                        new Release(claims.get(5).run(), 1),
                        new Park(claims.get(6).run(), 1, "why")));

        assertThat(results)
                .containsExactly(
                        WriteResult.WRITTEN,
                        WriteResult.WRITTEN,
                        WriteResult.CLAIM_LOST,
                        WriteResult.WRITTEN,
                        WriteResult.WRITTEN,
                        WriteResult.WRITTEN,
                        WriteResult.WRITTEN);
        assertThat(claims)
                .extracting(claim -> fixture.find(claim.run()).status().state())
                .containsExactly(
                        RunState.EXECUTING,
                        RunState.WAITING,
                        RunState.EXECUTING,
                        RunState.COMPLETED,
                        RunState.CRASHED,
                        RunState.QUEUED,
                        RunState.PENDING_VERSION);
    }

    @Test
    void refusedDataWritesNothingOfTheBatchAndTheConnectionGoesOn() {
        fixture.run();
        fixture.run();
        List<Claim> claims = fixture.attempts.claim(worker, 2);
        StoredFrame nowhere = new StoredFrame("unregistered", "AFTER", List.of());

        assertThatThrownBy(() -> fixture.attempts.write(
                        worker,
                        List.of(
                                checkpoint(claims.get(0), 1),
                                new Checkpoint(claims.get(1).run(), 1, 1, nowhere, TRACE, false))))
                .isInstanceOf(BadItemException.class)
                .hasMessageContaining("FERMATA-5003");
        assertThatThrownBy(() -> fixture.write(worker, new Park(claims.get(0).run(), 1, "a NUL: \0")))
                .isInstanceOf(BadItemException.class);

        assertThat(database.value(Long.class, "select count(*) from fermata.checkpoint"))
                .isZero();
        assertThat(fixture.write(worker, checkpoint(claims.get(0), 1))).isEqualTo(WriteResult.WRITTEN);
    }

    @Test
    void twoItemsOfOneRunInABatchAreRefused() {
        fixture.run();
        Claim claim = fixture.claim(worker);

        assertThatThrownBy(() -> fixture.attempts.write(worker, List.of(checkpoint(claim, 1), checkpoint(claim, 2))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("FERMATA-5007");
    }
}
