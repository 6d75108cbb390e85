package dev.fermata.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fermata.engine.EngineFixture.Node;
import dev.fermata.engine.model.RunId;
import dev.fermata.engine.model.RunRecord;
import dev.fermata.engine.model.RunState;
import dev.fermata.testing.postgres.FermataSchema;
import dev.fermata.testing.postgres.PostgresFixture;
import dev.fermata.testing.postgres.Stuck;
import dev.fermata.testing.postgres.TestDatabase;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** User code that takes no notice of a cancellation keeps a thread, but neither its run nor its slot. */
@PostgresFixture(schema = FermataSchema.class)
@Timeout(120)
class StubbornCancelTest {

    private final TestDatabase database;
    private final EngineFixture cluster;
    private final CountDownLatch gate = new CountDownLatch(1);
    private final AtomicInteger returned = new AtomicInteger();

    StubbornCancelTest(TestDatabase database) {
        this.database = database;
        this.cluster = new EngineFixture(database)
                .with(worker -> worker.withConcurrency(1).withCancelPatience(Duration.ofMillis(300)));
    }

    @AfterEach
    void stop() {
        gate.countDown();
        cluster.close();
    }

    @Test
    void theRunEndsWithItsFinallyBlocksAlthoughItsStepNeverReturns() {
        Node node = cluster.started();
        node.tasks().on("a", this::deaf);
        RunId run = node.trigger("guarded");
        await().until(() -> node.tasks().calls().contains("a"));

        node.engine().runs().cancel(run);

        RunRecord ended = node.awaitState(run, RunState.CANCELED);
        assertThat(returned).as("the step still runs").hasValue(0);
        assertThat(node.tasks().calls()).containsExactly("a", "cleanup");
        assertThat(ended.checkpoints()).extracting("phase").containsExactly("THREW", "AFTER");
    }

    @Test
    void whatTheThreadDoesLaterCountsForNothing() {
        Node node = cluster.started();
        node.tasks().on("a", this::deaf);
        RunId run = node.trigger("guarded");
        await().until(() -> node.tasks().calls().contains("a"));
        node.engine().runs().cancel(run);
        RunRecord ended = node.awaitState(run, RunState.CANCELED);

        gate.countDown();
        await().until(() -> returned.get() == 1);
        node.engine().drain(Duration.ofSeconds(5));

        assertThat(node.find(run).checkpoints()).isEqualTo(ended.checkpoints());
        assertThat(node.state(run)).isEqualTo(RunState.CANCELED);
        assertThat(node.tasks().calls()).containsExactly("a", "cleanup");
        assertThat(Stuck.in(database)).isEmpty();
    }

    @Test
    @SuppressWarnings("ThreadPriorityCheck") // more overlap finds more; the result does not depend on it
    void itsSlotIsFreeOnceAndOnlyOnce() {
        Node node = cluster.started();
        node.tasks().on("a", this::deaf);
        RunId run = node.trigger("straight");
        await().until(() -> node.tasks().calls().contains("a"));
        node.engine().runs().cancel(run);
        node.awaitState(run, RunState.CANCELED);

        node.tasks().on("a", () -> "a");
        assertThat(node.output(node.trigger("straight")))
                .as("of the one slot there is")
                .isEqualTo("\"a,b\"");
        gate.countDown();
        await().until(() -> returned.get() == 1);

        AtomicInteger together = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        node.tasks().on("a", () -> {
            most.accumulateAndGet(together.incrementAndGet(), Math::max);
            Thread.yield();
            together.decrementAndGet();
            return "a";
        });
        RunId one = node.trigger("straight");
        RunId other = node.trigger("straight");
        assertThat(node.output(one)).isEqualTo("\"a,b\"");
        assertThat(node.output(other)).isEqualTo("\"a,b\"");
        assertThat(most).as("executed at a time").hasValue(1);
    }

    @Test
    void codeThatGetsStuckOnTheWayToItsFinallyBlocksEndsWithoutThem() {
        Node node = cluster.started();
        node.tasks().on("code", this::deaf);
        RunId run = node.trigger("thinker");
        await().until(() -> node.tasks().calls().contains("code"));

        node.engine().runs().cancel(run);

        node.awaitState(run, RunState.CANCELED);
        assertThat(node.tasks().calls()).as("a second try, on a fresh machine").containsExactly("a", "code", "code");
    }

    @Test
    void aFinallyBlockMayTakeItsTime() {
        Node node = cluster.started();
        CountDownLatch interrupted = new CountDownLatch(1);
        node.tasks().on("a", () -> {
            interrupted.await();
            return "never";
        });
        node.tasks().on("cleanup", this::deaf);
        RunId run = node.trigger("guarded");
        await().until(() -> node.tasks().calls().contains("a"));
        node.engine().runs().cancel(run);
        await().until(() -> node.tasks().calls().contains("cleanup"));

        // Several heartbeats, each of which asks for the cancellation again.
        String until = database.value(String.class, "select lease_until::text from fermata.worker");
        await().until(() -> Boolean.TRUE.equals(database.value(
                Boolean.class,
                "select lease_until > ?::timestamptz + interval '2 seconds' from fermata.worker",
                until)));

        assertThat(node.state(run)).isEqualTo(RunState.EXECUTING);
        gate.countDown();
        node.awaitState(run, RunState.CANCELED);
        assertThat(node.tasks().calls()).containsExactly("a", "cleanup");
    }

    private String deaf() {
        boolean open = false;
        while (!open) {
            try {
                gate.await();
                open = true;
            } catch (InterruptedException e) {
                open = gate.getCount() == 0;
            }
        }
        returned.incrementAndGet();
        return "late";
    }
}
