package dev.fermata.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fermata.PermanentFailureException;
import dev.fermata.engine.EngineFixture.Node;
import dev.fermata.engine.model.RunId;
import dev.fermata.engine.model.RunState;
import dev.fermata.testing.cluster.JvmProcess;
import dev.fermata.testing.postgres.DatabaseClock;
import dev.fermata.testing.postgres.FermataSchema;
import dev.fermata.testing.postgres.PostgresFixture;
import dev.fermata.testing.postgres.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs whose branches run side by side, on several nodes. */
@PostgresFixture(schema = FermataSchema.class)
@Timeout(120)
class ForkLifeTest {

    private static final Duration A_WHILE = Duration.ofSeconds(60);

    private final TestDatabase database;
    private final DatabaseClock clock;
    private final EngineFixture cluster;
    private final CountDownLatch never = new CountDownLatch(1);

    ForkLifeTest(TestDatabase database, DatabaseClock clock) {
        this.database = database;
        this.clock = clock;
        this.cluster = new EngineFixture(database);
    }

    @AfterEach
    void stop() {
        never.countDown();
        cluster.close();
    }

    @Test
    void manyBranchesAreWrittenTogetherAndLeaveNoRowsBehind() {
        Node node = cluster.started();
        String[] items = IntStream.range(0, 200).mapToObj(Integer::toString).toArray(String[]::new);
        node.tasks().items(items);
        node.tasks().concurrency(50);
        RunId run = node.trigger("forker");

        assertThat(node.output(run)).startsWith("\"[a:0,b:0, a:1,b:1, ").endsWith("a:199,b:199],b\"");
        assertThat(node.tasks().calls()).hasSize(401).doesNotHaveDuplicates();
        assertThat(branches()).isZero();
    }

    @Test
    void anotherNodeGoesOnWithTheBranchesOfADeadOne() {
        Node dying = cluster.started();
        hang(dying, "b:2");
        RunId run = dying.trigger("forker");
        await().until(() -> dying.tasks().calls().contains("b:2") && ended() == 1);
        Node survivor = cluster.started();

        dying.kill();

        assertThat(survivor.output(run)).isEqualTo("\"[a:1,b:1, a:2,b:2],b\"");
        assertThat(survivor.tasks().calls()).containsExactly("b:2", "b");
        assertThat(branches()).isZero();
    }

    @Test
    void aTreeOfBranchesIsTakenOver() {
        Node dying = cluster.started();
        hang(dying, "b:12");
        hang(dying, "a:21");
        RunId run = dying.trigger("nester");
        await().until(() -> dying.tasks().calls().containsAll(List.of("b:12", "a:21")) && ended() == 2);
        Node survivor = cluster.started();

        dying.kill();

        assertThat(survivor.output(run))
                .isEqualTo("\"[a:1,[a:11,b:11, a:12,b:12],b:1, a:2,[a:21,b:21, a:22,b:22],b:2],b\"");
        assertThat(survivor.tasks().calls()).containsExactlyInAnyOrder("b:12", "b:1", "a:21", "b:21", "b:2", "b");
        assertThat(branches()).isZero();
    }

    @Test
    void aHelperInABranchIsTakenOver() {
        Node dying = cluster.started();
        dying.tasks().items("1");
        hang(dying, "b:0");
        RunId run = dying.trigger("delegator");
        await().until(() -> dying.tasks().calls().contains("b:0"));
        Node survivor = cluster.started();
        survivor.tasks().items("1");

        dying.kill();

        assertThat(survivor.output(run)).isEqualTo("\"[a:0,b:0,help],b\"");
        assertThat(survivor.tasks().calls()).containsExactly("b:0", "b");
    }

    @Test
    void aProcessKilledWhileBranchesRunLosesNothingThatWasWritten() {
        try (JvmProcess process = JvmProcess.start(
                ForkingProcess.class.getName(),
                Map.of(),
                List.of("-Xmx256m"),
                List.of(database.jdbcUrl(), database.user(), database.password()))) {
            String triggered = process.awaitLine(line -> line.startsWith("run "), A_WHILE);
            RunId run = new RunId(UUID.fromString(triggered.substring(4)));
            process.awaitLine("in b:2"::equals, A_WHILE);
            await().until(() -> ended() == 3);

            process.kill();

            Node survivor = cluster.node();
            survivor.tasks().items("1", "2", "3", "4");
            survivor.engine().start();
            assertThat(survivor.output(run)).isEqualTo("\"[a:1,b:1, a:2,b:2, a:3,b:3, a:4,b:4],b\"");
            assertThat(survivor.tasks().calls()).containsExactly("b:2", "b");
        }
    }

    @Test
    void sleepingBranchesHoldNoWorkerAndWakeByTheDatabasesClock() {
        Node node = cluster.started();
        RunId run = node.trigger("napper");
        node.awaitState(run, RunState.WAITING);
        assertThat(database.value(Long.class, "select count(*) from fermata.active_run where worker is not null"))
                .isZero();

        clock.advance(Duration.ofDays(4));

        assertThat(node.output(run)).isEqualTo("\"[a:1,b:1, a:2,b:2],b\"");
        assertThat(node.tasks().calls()).doesNotHaveDuplicates();
    }

    @Test
    void theFailedAttemptsOfABranchAreItsOwn() {
        Node node = cluster.started();
        AtomicInteger tries = new AtomicInteger();
        node.tasks().on("b:2", () -> {
            if (tries.incrementAndGet() == 1) {
                throw new IllegalStateException("away");
            }
            return "b2";
        });
        RunId run = node.trigger("forker");
        node.awaitState(run, RunState.WAITING);
        assertThat(database.rows("select path, failed_attempts from fermata.branch order by path"))
                .extracting(row -> row.get("failed_attempts"))
                .containsExactly(0, 1);

        clock.advance(Duration.ofSeconds(11));

        assertThat(node.output(run)).isEqualTo("\"[a:1,b:1, a:2,b2],b\"");
        assertThat(node.tasks().calls()).containsOnlyOnce("a:1", "b:1", "a:2", "b");
    }

    @Test
    void aFailedForkLeavesNoRowsBehind() {
        Node node = cluster.started();
        node.tasks().on("b:2", () -> {
            throw new PermanentFailureException("declined");
        });

        node.awaitState(node.trigger("forker"), RunState.FAILED);

        assertThat(branches()).isZero();
    }

    @Test
    void aFailureIsThrownWithTheOthersAsSuppressedAlsoAfterATakeOver() {
        Node dying = cluster.started();
        dying.tasks().on("a:1", () -> {
            throw new PermanentFailureException("first");
        });
        hang(dying, "a:2");
        RunId run = dying.trigger("collector");
        await().until(() -> dying.tasks().calls().contains("a:2") && ended() == 1);
        Node survivor = cluster.started();
        survivor.tasks().on("a:2", () -> {
            throw new PermanentFailureException("second");
        });

        dying.kill();

        assertThat(survivor.output(run))
                .isEqualTo("\"caught dev.fermata.PermanentFailureException: first"
                        + " and dev.fermata.PermanentFailureException: second,b\"");
    }

    @Test
    void cancelingFromAnotherNodeRunsTheFinallyBlocksOfAllBranches() {
        Node worker = cluster.started();
        hang(worker, "a:1");
        hang(worker, "a:2");
        Node api = cluster.node();
        RunId run = api.trigger("shielded");
        await().until(() -> worker.tasks().calls().containsAll(List.of("a:1", "a:2")));

        api.engine().runs().cancel(run);

        api.awaitState(run, RunState.CANCELED);
        assertThat(worker.tasks().calls()).containsExactlyInAnyOrder("a:1", "a:2", "cleanup:1", "cleanup:2", "cleanup");
        assertThat(branches()).isZero();
    }

    @Test
    void cancelingWakesBranchesThatSleep() {
        Node node = cluster.started();
        RunId run = node.trigger("napper");
        node.awaitState(run, RunState.WAITING);

        node.engine().runs().cancel(run);

        node.awaitState(run, RunState.CANCELED);
        assertThat(branches()).isZero();
    }

    @Test
    void drainingUsesUpNeitherAnAttemptNorAClaim() {
        Node first = cluster.started();
        hang(first, "b:2");
        RunId run = first.trigger("forker");
        await().until(() -> first.tasks().calls().contains("b:2") && ended() == 1);

        first.engine().drain(Duration.ZERO);

        assertThat(database.rows("select failed_attempts, lost_claims from fermata.active_run"))
                .containsExactly(Map.of("failed_attempts", 0, "lost_claims", 0));
        Node second = cluster.started();
        assertThat(second.output(run)).isEqualTo("\"[a:1,b:1, a:2,b:2],b\"");
        assertThat(second.tasks().calls()).containsExactly("b:2", "b");
    }

    @Test
    void aBranchThatCameOnIsProgressOfItsRun() {
        Node dying = cluster.started();
        hang(dying, "b:2");
        RunId run = dying.trigger("forker");
        await().until(() -> dying.tasks().calls().contains("b:2") && ended() == 1);
        database.execute("update fermata.active_run set lost_claims = 2");
        Node survivor = cluster.started();

        dying.kill();

        assertThat(survivor.output(run)).isEqualTo("\"[a:1,b:1, a:2,b:2],b\"");
    }

    private void hang(Node node, String step) {
        node.tasks().on(step, () -> {
            never.await();
            return step;
        });
    }

    private long branches() {
        Long rows = database.value(Long.class, "select count(*) from fermata.branch");
        return rows == null ? 0 : rows;
    }

    private long ended() {
        Long rows = database.value(Long.class, "select count(*) from fermata.branch where state <> 'ACTIVE'");
        return rows == null ? 0 : rows;
    }
}
