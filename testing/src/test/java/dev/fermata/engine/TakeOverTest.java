package dev.fermata.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fermata.engine.EngineFixture.Node;
import dev.fermata.engine.claim.ClaimPace;
import dev.fermata.engine.fake.ScriptTasks;
import dev.fermata.engine.model.RunId;
import dev.fermata.engine.model.RunRecord.CheckpointRecord;
import dev.fermata.engine.model.RunState;
import dev.fermata.testing.postgres.DatabaseClock;
import dev.fermata.testing.postgres.FermataSchema;
import dev.fermata.testing.postgres.PostgresFixture;
import dev.fermata.testing.postgres.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of a node's runs when it dies, drains or loses its lease. */
@PostgresFixture(schema = FermataSchema.class)
@Timeout(120)
class TakeOverTest {

    private final TestDatabase database;
    private final DatabaseClock clock;
    private final EngineFixture cluster;

    TakeOverTest(TestDatabase database, DatabaseClock clock) {
        this.database = database;
        this.clock = clock;
        this.cluster = new EngineFixture(database);
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void anotherNodeTakesOverWhatADeadOneLeaves() {
        Node dying = cluster.started();
        CountDownLatch dead = blockIn(dying.tasks(), "b");
        RunId run = dying.trigger("straight");
        await().until(() -> dying.tasks().calls().contains("b"));
        Node survivor = cluster.started();

        dying.kill();

        assertThat(survivor.output(run)).isEqualTo("\"a,b\"");
        assertThat(survivor.tasks().calls())
                .as("the step before the checkpoint is not repeated")
                .containsExactly("b");
        dead.countDown();
    }

    @Test
    void whatADeadNodeWritesLateIsNotWritten() throws Exception {
        Node paused = cluster.started();
        CountDownLatch resumed = blockIn(paused.tasks(), "a");
        RunId run = paused.trigger("straight");
        await().until(() -> paused.tasks().calls().contains("a"));

        // It looks for work before the paused one finds out that it has to register anew.
        Node survivor = cluster.started();
        declareDead(paused);
        assertThat(survivor.output(run)).isEqualTo("\"a,b\"");
        List<CheckpointRecord> before = survivor.find(run).checkpoints();
        resumed.countDown();
        await().until(() -> paused.tasks().calls().size() == 1);
        paused.engine().drain(Duration.ofSeconds(5));

        assertThat(survivor.find(run).checkpoints()).isEqualTo(before);
        assertThat(paused.tasks().calls()).containsExactly("a");
    }

    @Test
    void aWorkerThatLostItsLeaseRegistersAnewAndGoesOn() {
        Node node = cluster.started();
        declareDead(node);

        await().until(() -> workers().size() == 2);
        RunId run = node.trigger("straight");

        assertThat(node.output(run)).isEqualTo("\"a,b\"");
    }

    @Test
    void drainingUsesUpNeitherAnAttemptNorAClaim() {
        Node first = cluster.started();
        CountDownLatch never = blockIn(first.tasks(), "a");
        RunId run = first.trigger("straight");
        await().until(() -> first.tasks().calls().contains("a"));

        first.engine().drain(Duration.ZERO);

        Map<String, @Nullable Object> row = active(run);
        assertThat(row.get("worker")).isNull();
        assertThat(row.get("failed_attempts")).isEqualTo(0);
        assertThat(row.get("lost_claims")).isEqualTo(0);
        assertThat(workers()).isEmpty();
        never.countDown();

        Node second = cluster.started();
        assertThat(second.output(run)).isEqualTo("\"a,b\"");
    }

    @Test
    void drainingLetsRunsComeToAnEndWithinItsGrace() {
        Node node = cluster.started();
        CountDownLatch gate = blockIn(node.tasks(), "a");
        RunId run = node.trigger("straight");
        await().until(() -> node.tasks().calls().contains("a"));
        Thread drain = new Thread(() -> node.engine().drain(Duration.ofSeconds(30)));
        drain.start();
        await().until(() -> !node.engine().isRunning());
        gate.countDown();

        assertThat(node.output(run)).isEqualTo("\"a,b\"");
        await().until(() -> !drain.isAlive());
        assertThat(workers()).isEmpty();
    }

    @Test
    void aDrainedNodeClaimsNothingAndCanBeStartedAgain() {
        Node node = cluster.started();
        node.engine().drain(Duration.ZERO);

        RunId run = node.trigger("straight");
        assertThat(node.state(run)).isEqualTo(RunState.QUEUED);
        node.engine().start();

        assertThat(node.output(run)).isEqualTo("\"a,b\"");
    }

    /** It looks for runs every few minutes, so that one that begins within the test's time was heard of. */
    @Test
    void aDrainedNodeListensNoMoreAndHearsTheOthersWhenItIsStartedAgain() {
        Duration rarely = Duration.ofMinutes(10);
        Node node = cluster.with(settings -> settings.withPace(new ClaimPace(100, rarely, rarely)))
                .started();
        Node api = cluster.node();
        await().until(() -> listeners() == 1);

        node.engine().drain(Duration.ZERO);
        await().until(() -> listeners() == 0);
        node.engine().start();

        for (int i = 0; i < 3; i++) {
            assertThat(api.output(api.trigger("straight"))).isEqualTo("\"a,b\"");
        }
        assertThat(listeners()).isOne();
    }

    /** The other looks for runs every few minutes, so that it was told. */
    @Test
    void whatADrainHandsBackBeginsElsewhereAtOnce() {
        Node leaving = cluster.with(settings -> settings.withConcurrency(1)).started();
        CountDownLatch never = blockIn(leaving.tasks(), "a");
        RunId run = leaving.trigger("straight");
        await().until(() -> leaving.tasks().calls().contains("a"));
        Duration rarely = Duration.ofMinutes(10);
        Node other = cluster.with(settings -> settings.withPace(new ClaimPace(100, rarely, rarely)))
                .started();
        assertThat(other.output(other.trigger("straight"))).isEqualTo("\"a,b\"");

        leaving.engine().drain(Duration.ZERO);

        assertThat(other.output(run)).isEqualTo("\"a,b\"");
        never.countDown();
    }

    @Test
    void aNodeThatIsBeingDrainedClaimsNothingMore() {
        Node node = cluster.started();
        CountDownLatch gate = blockIn(node.tasks(), "a");
        RunId begun = node.trigger("straight");
        await().until(() -> node.tasks().calls().contains("a"));
        Thread drain = new Thread(() -> node.engine().drain(Duration.ofSeconds(30)));
        drain.start();
        await().until(() -> !node.engine().isRunning());

        RunId late = node.trigger("straight");
        gate.countDown();

        assertThat(node.output(begun)).isEqualTo("\"a,b\"");
        await().until(() -> !drain.isAlive());
        assertThat(node.state(late)).isEqualTo(RunState.QUEUED);
        assertThat(node.tasks().calls()).containsExactly("a", "b");
    }

    @Test
    void everyRunOfADeadNodeIsTakenOver() {
        Node dying = cluster.started();
        CountDownLatch dead = blockIn(dying.tasks(), "b");
        List<RunId> runs = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            runs.add(dying.trigger("straight"));
        }
        await().until(() -> dying.tasks().calls().stream().filter("b"::equals).count() == 30);
        Node survivor = cluster.started();

        dying.kill();

        assertThat(runs).allSatisfy(run -> assertThat(survivor.output(run)).isEqualTo("\"a,b\""));
        assertThat(survivor.tasks().calls()).hasSize(30).containsOnly("b");
        dead.countDown();
    }

    @Test
    void aNodeThatOnlyTriggersNeedsNoWorker() {
        Node api = cluster.node();
        Node worker = cluster.started();

        RunId run = api.trigger("straight");

        assertThat(api.output(run)).isEqualTo("\"a,b\"");
        assertThat(worker.tasks().calls()).containsExactly("a", "b");
        assertThat(api.tasks().calls()).isEmpty();
    }

    @Test
    void aCancellationReachesTheNodeThatExecutesTheRun() {
        Node worker = cluster.started();
        worker.tasks().on("a", () -> {
            new CountDownLatch(1).await();
            return "never";
        });
        Node api = cluster.node();
        RunId run = api.trigger("guarded");
        await().until(() -> worker.tasks().calls().contains("a"));

        api.engine().runs().cancel(run);

        api.awaitState(run, RunState.CANCELED);
        assertThat(worker.tasks().calls()).containsExactly("a", "cleanup");
    }

    @Test
    void aSleeperOfADeadNodeWakesOnAnother() {
        Node dying = cluster.started();
        RunId run = dying.trigger("sleeper");
        dying.awaitState(run, RunState.WAITING);
        Node survivor = cluster.started();
        dying.kill();

        clock.advance(Duration.ofDays(4));

        assertThat(survivor.output(run)).isEqualTo("\"a,b\"");
        assertThat(survivor.tasks().calls()).containsExactly("b");
    }

    private static CountDownLatch blockIn(ScriptTasks tasks, String step) {
        CountDownLatch gate = new CountDownLatch(1);
        tasks.on(step, () -> {
            boolean open = false;
            while (!open) {
                try {
                    gate.await();
                    open = true;
                } catch (InterruptedException e) {
                    // A step that takes no notice of interrupts is the hard case.
                    open = gate.getCount() == 0;
                }
            }
            return step;
        });
        return gate;
    }

    /** What the sweeper of another node does to a worker whose lease ended; here while the worker lives. */
    private void declareDead(Node node) {
        assertThat(node.engine().isRunning()).isTrue();
        database.update(
                "update fermata.worker set epoch = epoch + 1, gone_at = clock_timestamp(), lease_until = clock_timestamp()"
                        + " where started_at = (select min(started_at) from fermata.worker)");
        database.update("update fermata.active_run set worker = null, lost_claims = lost_claims + 1");
    }

    private int listeners() {
        return database.rows("select from pg_stat_activity where application_name = 'fermata listen'"
                        + " and datname = current_database()")
                .size();
    }

    private List<Map<String, @Nullable Object>> workers() {
        return database.rows("select id from fermata.worker");
    }

    private Map<String, @Nullable Object> active(RunId run) {
        return Objects.requireNonNull(database.rows("select * from fermata.active_run where run_id = ?", run.value())
                .get(0));
    }
}
