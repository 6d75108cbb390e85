package dev.fermata.engine.postgres;

import static dev.fermata.engine.postgres.StoreFixture.checkpoint;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.engine.model.AttemptWrite.Checkpoint;
import dev.fermata.engine.model.AttemptWrite.RetryLater;
import dev.fermata.engine.model.Claim;
import dev.fermata.engine.model.Fence;
import dev.fermata.engine.model.RunId;
import dev.fermata.engine.model.RunState;
import dev.fermata.engine.model.TaskRegistration;
import dev.fermata.engine.model.WriteResult;
import dev.fermata.testing.postgres.FermataSchema;
import dev.fermata.testing.postgres.PostgresFixture;
import dev.fermata.testing.postgres.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
@PostgresFixture(schema = FermataSchema.class)
class WorkerStoreTest {

    private final TestDatabase database;
    private final StoreFixture fixture;
    private final Fence worker;

    WorkerStoreTest(TestDatabase database) {
        this.database = database;
        this.fixture = StoreFixture.empty(database);
        this.worker = fixture.worker();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void registersTasksForEverybodyToSee() {
        assertThat(fixture.runs.queueOf(StoreFixture.TASK)).contains("orders");
        assertThat(fixture.runs.queueOf("nobody-knows")).isEmpty();

        fixture.workers.register(
                "other", List.of(new TaskRegistration(StoreFixture.TASK, "vip", List.of())), StoreFixture.LEASE);

        assertThat(fixture.runs.queueOf(StoreFixture.TASK)).contains("vip");
    }

    @Test
    void resumePointsAreSharedByBuildsThatAgree() {
        fixture.worker();

        assertThat(database.value(Long.class, "select count(*) from fermata.resume_point"))
                .isEqualTo(2);
        assertThat(database.rows("select variables from fermata.resume_point where label = 'charge'"))
                .singleElement()
                .satisfies(row -> assertThat(row.get("variables")).isEqualTo("order,payment"));
    }

    @Test
    void workersThatRegisterTogetherNeitherFailNorDouble() {
        List<CompletableFuture<Fence>> all = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> {
                    try (StoreFixture another = new StoreFixture(database)) {
                        return another.workers.register(
                                "w" + i,
                                List.of(
                                        new TaskRegistration(
                                                i % 2 == 0 ? "a" : "b", "q", List.of(StoreFixture.CHARGED)),
                                        new TaskRegistration(
                                                i % 2 == 0 ? "b" : "a", "q", List.of(StoreFixture.CHARGED))),
                                StoreFixture.LEASE);
                    }
                }))
                .toList();

        assertThat(all).allSatisfy(one -> assertThat(one).succeedsWithin(Duration.ofSeconds(30)));
        assertThat(database.value(
                        Long.class, "select count(distinct resume_points) from fermata.worker where name like 'w%'"))
                .isEqualTo(1);
    }

    @Test
    void renewingExtendsTheLeaseOnTheDatabasesClock() {
        assertThat(fixture.workers.renew(worker, Duration.ofHours(7))).isTrue();

        assertThat(database.value(
                        Boolean.class,
                        "select lease_until between clock_timestamp() + interval '6 hours 59 minutes'"
                                + " and clock_timestamp() + interval '7 hours' from fermata.worker"))
                .isTrue();
    }

    @Test
    void takeOverGivesRunsBackAtTheirLastCheckpointWithOneMoreLostClaim() {
        RunId run = fixture.run();
        Claim claim = fixture.claim(worker);
        fixture.write(worker, checkpoint(claim, 1));
        fixture.write(worker, checkpoint(claim, 2));
        Fence heir = fixture.worker();
        fixture.endLease(worker);

        assertThat(fixture.workers.takeOver(heir, Duration.ZERO)).isEqualTo(1);

        assertThat(fixture.find(run).status().state()).isEqualTo(RunState.QUEUED);
        Claim next = fixture.claim(heir);
        assertThat(next.progress().sequence()).isEqualTo(2);
        assertThat(next.progress().lostClaims()).isEqualTo(1);
        assertThat(fixture.workers.takeOver(heir, Duration.ZERO)).isZero();
    }

    @Test
    void aCheckpointForgetsLostClaimsAndFailures() {
        RunId run = fixture.run();
        Claim first = fixture.claim(worker);
        fixture.write(worker, new RetryLater(run, first.number(), 2, Duration.ZERO, new byte[] {'1'}));
        fixture.claim(worker);
        Fence second = fixture.worker();
        fixture.endLease(worker);
        fixture.workers.takeOver(second, Duration.ZERO);
        Claim claim = fixture.claim(second);
        assertThat(claim.progress().failedAttempts()).isEqualTo(2);
        assertThat(claim.progress().lostClaims()).isEqualTo(1);

        fixture.write(second, new Checkpoint(run, claim.number(), 1, StoreFixture.FRAME, StoreFixture.TRACE, false));
        Fence third = fixture.worker();
        fixture.endLease(second);
        fixture.workers.takeOver(third, Duration.ZERO);

        Claim last = fixture.claim(third);
        assertThat(last.progress().failedAttempts()).isZero();
        assertThat(last.progress().lostClaims()).isEqualTo(1);
    }

    @Test
    void onlyALivingWorkerThatHasBeenSteadyForALeaseTakesOver() {
        fixture.run();
        fixture.claim(worker);
        Fence heir = fixture.worker();
        database.update(
                "update fermata.worker set lease_until = clock_timestamp() - interval '1 s' where id = ?",
                worker.worker());

        assertThat(fixture.workers.takeOver(heir, Duration.ofMinutes(1))).isZero();
        database.execute("update fermata.worker set steady_since = steady_since - interval '1 day'");
        assertThat(fixture.workers.takeOver(new Fence(heir.worker(), 9), Duration.ZERO))
                .isZero();
        // After an outage the lease had ended meanwhile: the first renewal makes it begin anew.
        database.execute("update fermata.worker set lease_until = clock_timestamp() - interval '1 s'");
        fixture.workers.renew(heir, StoreFixture.LEASE);
        assertThat(fixture.workers.takeOver(heir, Duration.ofMillis(500))).isZero();
        assertThat(fixture.workers.takeOver(heir, Duration.ZERO)).isEqualTo(1);
    }

    @Test
    void nobodyIsDeclaredDeadWithinOneLeaseOfTheServersStart() {
        fixture.run();
        fixture.claim(worker);
        Fence heir = fixture.worker();
        fixture.endLease(worker);
        database.execute("update fermata.worker set steady_since = '-infinity'");

        assertThat(fixture.workers.takeOver(heir, Duration.ofDays(36_500))).isZero();
        assertThat(fixture.workers.takeOver(heir, Duration.ZERO)).isEqualTo(1);
    }

    @Test
    void aWorkerThatLeavesGivesBackWhatItStillHoldsWithoutALostClaim() {
        RunId run = fixture.run();
        Claim claim = fixture.claim(worker);

        fixture.workers.deregister(worker);

        assertThat(fixture.workers.renew(worker, StoreFixture.LEASE)).isFalse();
        assertThat(fixture.write(worker, checkpoint(claim, 1))).isEqualTo(WriteResult.CLAIM_LOST);
        Claim next = fixture.claim(fixture.worker());
        assertThat(next.run()).isEqualTo(run);
        assertThat(next.progress().lostClaims()).isZero();
    }

    @Test
    void theDeadAreForgottenAfterADay() {
        Fence heir = fixture.worker();
        fixture.endLease(worker);
        fixture.workers.takeOver(heir, Duration.ZERO);
        assertThat(database.value(Long.class, "select count(*) from fermata.worker"))
                .isEqualTo(2);
        database.execute("update fermata.worker set gone_at = gone_at - interval '25 hours'");

        fixture.workers.takeOver(heir, Duration.ZERO);

        assertThat(database.value(Long.class, "select count(*) from fermata.worker"))
                .isEqualTo(1);
    }
}
