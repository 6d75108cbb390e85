package dev.fermata.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fermata.PermanentFailureException;
import dev.fermata.engine.EngineFixture.Node;
import dev.fermata.engine.codec.FailureCodec;
import dev.fermata.engine.model.RunId;
import dev.fermata.engine.model.RunRecord;
import dev.fermata.engine.model.RunRecord.CheckpointRecord;
import dev.fermata.engine.model.RunState;
import dev.fermata.engine.store.RunStore.CancelResult;
import dev.fermata.engine.trigger.TriggerOptions;
import dev.fermata.testing.postgres.DatabaseClock;
import dev.fermata.testing.postgres.FermataSchema;
import dev.fermata.testing.postgres.PostgresFixture;
import dev.fermata.testing.postgres.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What can happen to a run on one node, on a real database. */
@PostgresFixture(schema = FermataSchema.class)
@Timeout(120)
class RunLifeTest {

    private final TestDatabase database;
    private final DatabaseClock clock;
    private final EngineFixture cluster;
    private final Node node;

    RunLifeTest(TestDatabase database, DatabaseClock clock) {
        this.database = database;
        this.clock = clock;
        this.cluster = new EngineFixture(database);
        this.node = cluster.started();
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void aRunCompletesStepByStep() {
        RunId run = node.trigger("straight");

        assertThat(node.output(run)).isEqualTo("\"a,b\"");
        assertThat(node.tasks().calls()).containsExactly("a", "b");
        RunRecord record = node.find(run);
        assertThat(record.checkpoints()).extracting(CheckpointRecord::label).containsExactly("a", "b");
        assertThat(record.header().queue()).isEqualTo("scripts");
        assertThat(active(run)).isZero();
    }

    @Test
    void manyRunsShareFewCommits() {
        CountDownLatch gate = new CountDownLatch(1);
        node.tasks().on("a", () -> {
            gate.await();
            return "a";
        });
        List<RunId> runs = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            runs.add(node.trigger("straight"));
        }
        await().until(() -> node.tasks().calls().size() == 64);
        gate.countDown();

        assertThat(runs).allSatisfy(run -> assertThat(node.output(run)).isEqualTo("\"a,b\""));
        Long transactions = database.value(
                Long.class, "select count(distinct xmin::text) from fermata.checkpoint where sequence = 1");
        assertThat(transactions).isLessThan(32);
    }

    @Test
    void aFailedStepIsTriedAgainWhenItsBackoffIsOver() {
        node.tasks().on("b", () -> {
            throw new IllegalStateException("away");
        });
        RunId run = node.trigger("straight");
        RunRecord waiting = node.awaitState(run, RunState.WAITING);
        assertThat(waiting.status().failedAttempts()).isEqualTo(1);
        assertThat(Duration.between(
                        clock.now().toInstant(),
                        Objects.requireNonNull(waiting.status().wakeAt())))
                .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(10));

        node.tasks().on("b", () -> "b at last");
        clock.advance(Duration.ofSeconds(11));

        assertThat(node.output(run)).isEqualTo("\"a,b at last\"");
        assertThat(node.tasks().calls()).containsExactly("a", "b", "b");
        assertThat(node.find(run).checkpoints().get(1).attempts()).isEqualTo(2);
    }

    @Test
    void aStepThatUsedUpItsAttemptsMakesADeadLetter() {
        node.tasks().on("b", () -> {
            throw new IllegalStateException("away for good");
        });
        RunId run = node.trigger("straight");
        node.awaitState(run, RunState.WAITING);
        clock.advance(Duration.ofSeconds(11));

        RunRecord failed = node.awaitState(run, RunState.FAILED);

        assertThat(new FailureCodec()
                        .decode(Objects.requireNonNull(failed.body().failure()))
                        .message())
                .isEqualTo("away for good");
        assertThat(deadLetters(run)).isOne();
        assertThat(active(run)).isZero();
        assertThat(node.tasks().calls()).containsExactly("a", "b", "b");
    }

    @Test
    void aPermanentFailureEndsTheRunAtOnce() {
        node.tasks().on("a", () -> {
            throw new PermanentFailureException("card stolen");
        });
        RunId run = node.trigger("straight");

        node.awaitState(run, RunState.FAILED);

        assertThat(node.tasks().calls()).containsExactly("a");
        assertThat(deadLetters(run)).isOne();
    }

    @Test
    void aTaskGoesOnBehindTheCatchOfAFailedStep() {
        node.tasks().on("a", () -> {
            throw new PermanentFailureException("card stolen");
        });
        RunId run = node.trigger("caught");

        assertThat(node.output(run)).contains("card stolen").endsWith(",b\"");
        assertThat(node.find(run).checkpoints())
                .extracting(CheckpointRecord::phase)
                .containsExactly("THREW", "AFTER");
        assertThat(deadLetters(run)).isZero();
    }

    @Test
    void aSleepingRunHoldsNoThreadAndWakesWhenItIsTime() {
        RunId run = node.trigger("sleeper");
        RunRecord asleep = node.awaitState(run, RunState.WAITING);
        assertThat(Duration.between(
                        clock.now().toInstant(),
                        Objects.requireNonNull(asleep.status().wakeAt())))
                .isBetween(Duration.ofDays(2), Duration.ofDays(3));
        assertThat(node.tasks().calls()).containsExactly("a");

        clock.advance(Duration.ofDays(3).plusMinutes(1));

        assertThat(node.output(run)).isEqualTo("\"a,b\"");
        assertThat(node.tasks().calls()).containsExactly("a", "b");
    }

    @Test
    void aSecondTriggerWithTheSameKeyReturnsTheFirstRun() {
        TriggerOptions order = new TriggerOptions("order-42", null);
        var first = node.engine().runs().trigger("straight", EngineFixture.json("\"in\""), order);
        node.output(first.run());

        var second = node.engine().runs().trigger("straight", EngineFixture.json("\"in\""), order);

        assertThat(second.run()).isEqualTo(first.run());
        assertThat(first.isCached()).isFalse();
        assertThat(second.isCached()).isTrue();
        assertThat(node.tasks().calls()).containsExactly("a", "b");
    }

    @Test
    void cancelingAnExecutingRunInterruptsItsStepAndRunsItsFinally() {
        node.tasks().on("a", () -> {
            new CountDownLatch(1).await();
            return "never";
        });
        RunId run = node.trigger("guarded");
        await().until(() -> node.tasks().calls().contains("a"));

        assertThat(node.engine().runs().cancel(run)).isEqualTo(CancelResult.REQUESTED);

        node.awaitState(run, RunState.CANCELED);
        assertThat(node.tasks().calls()).containsExactly("a", "cleanup");
        assertThat(active(run)).isZero();
    }

    @Test
    void cancelingASleepingRunRunsItsFinallyAtOnce() {
        RunId run = node.trigger("guarded");
        node.awaitState(run, RunState.WAITING);

        assertThat(node.engine().runs().cancel(run)).isEqualTo(CancelResult.REQUESTED);

        node.awaitState(run, RunState.CANCELED);
        assertThat(node.tasks().calls()).containsExactly("a", "cleanup");
    }

    @Test
    void cancelingBetweenTwoAttemptsRunsFinallyAndNoFurtherAttempt() {
        node.tasks().on("b", () -> {
            throw new IllegalStateException("away");
        });
        node.tasks().pause(Duration.ZERO);
        RunId run = node.trigger("guarded");
        node.awaitState(run, RunState.WAITING);

        node.engine().runs().cancel(run);

        node.awaitState(run, RunState.CANCELED);
        assertThat(node.tasks().calls()).containsExactly("a", "b", "cleanup");
    }

    @Test
    void cancelingAFinishedRunChangesNothing() {
        RunId run = node.trigger("straight");
        node.output(run);

        assertThat(node.engine().runs().cancel(run)).isEqualTo(CancelResult.ALREADY_FINISHED);

        assertThat(node.state(run)).isEqualTo(RunState.COMPLETED);
    }

    @Test
    void aFailingCleanupOfACanceledRunIsTriedAgain() {
        node.tasks().on("cleanup", () -> {
            if (node.tasks().calls().stream().filter("cleanup"::equals).count() < 2) {
                throw new IllegalStateException("busy");
            }
            return "clean";
        });
        RunId run = node.trigger("guarded");
        node.awaitState(run, RunState.WAITING);
        node.engine().runs().cancel(run);

        node.awaitState(run, RunState.CANCELED);

        assertThat(node.tasks().calls()).containsExactly("a", "cleanup", "cleanup");
    }

    private Long active(RunId run) {
        return Objects.requireNonNull(
                database.value(Long.class, "select count(*) from fermata.active_run where run_id = ?", run.value()));
    }

    private Long deadLetters(RunId run) {
        return Objects.requireNonNull(
                database.value(Long.class, "select count(*) from fermata.dead_letter where run_id = ?", run.value()));
    }
}
