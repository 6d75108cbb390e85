package dev.fermata.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fermata.engine.EngineFixture.Node;
import dev.fermata.engine.model.RunId;
import dev.fermata.testing.cluster.TcpProxy;
import dev.fermata.testing.cluster.TcpProxy.Verdict;
import dev.fermata.testing.postgres.FermataSchema;
import dev.fermata.testing.postgres.PostgresFixture;
import dev.fermata.testing.postgres.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a node does while the line to its database breaks. */
@PostgresFixture(schema = FermataSchema.class)
@Timeout(120)
class OutageTest {

    /** Nothing else that is sent has this in it. */
    private static final String RESULT = "result of a";

    private final TestDatabase database;
    private final EngineFixture cluster;
    private final TcpProxy line;

    OutageTest(TestDatabase database) {
        this.database = database;
        this.cluster = new EngineFixture(database);
        this.line = new TcpProxy(database.host(), database.port());
    }

    @AfterEach
    void stop() {
        line.heal();
        cluster.close();
        line.close();
    }

    @Test
    void aCheckpointWhoseAnswerIsLostIsAcknowledgedAndItsStepNotRepeated() {
        Node node = started();
        AtomicInteger lost = new AtomicInteger();
        node.tasks().on("a", () -> {
            // The next batch goes to the server; what the server answers on that connection resets it.
            long[] writing = {0};
            line.inflict((toServer, chunk, length, connection) -> {
                if (toServer && writing[0] == 0 && isBatch(chunk, length)) {
                    writing[0] = connection;
                    return Verdict.PASS;
                }
                if (!toServer && connection == writing[0] && lost.compareAndSet(0, 1)) {
                    return Verdict.RESET;
                }
                return Verdict.PASS;
            });
            return RESULT;
        });

        RunId run = node.trigger("straight");

        assertThat(node.output(run)).isEqualTo("\"" + RESULT + ",b\"");
        assertThat(lost).hasValue(1);
        assertThat(node.tasks().calls()).containsExactly("a", "b");
    }

    @Test
    void aBatchThatNeverReachedTheServerIsWrittenAgain() {
        Node node = started();
        AtomicInteger lost = new AtomicInteger();
        node.tasks().on("a", () -> {
            line.inflict((toServer, chunk, length, connection) ->
                    toServer && isBatch(chunk, length) && lost.compareAndSet(0, 1) ? Verdict.RESET : Verdict.PASS);
            return RESULT;
        });

        RunId run = node.trigger("straight");

        assertThat(node.output(run)).isEqualTo("\"" + RESULT + ",b\"");
        assertThat(lost).hasValue(1);
        assertThat(node.tasks().calls()).containsExactly("a", "b");
    }

    @Test
    void runsGoOnAfterAllConnectionsBrokeAgainAndAgain() {
        Node node = started();
        Node caller = cluster.node();
        List<RunId> runs = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            runs.add(caller.trigger("straight"));
            if (i % 10 == 9) {
                line.resetAll();
            }
        }

        assertThat(runs).allSatisfy(run -> assertThat(caller.output(run)).isEqualTo("\"a,b\""));
        assertThat(node.tasks().calls()).as("each step of each run once").hasSize(100);
        assertThat(database.rows("select 1 from fermata.active_run")).isEmpty();
    }

    @Test
    void aNodeThatIsAwayForLessThanALeaseKeepsItsRuns() {
        Node node = started();
        node.tasks().on("a", () -> {
            cut();
            return "a";
        });
        Node caller = cluster.node();
        RunId run = caller.trigger("straight");
        await().until(() -> node.tasks().calls().contains("a"));
        Node other = cluster.started();

        line.heal();

        assertThat(caller.output(run)).isEqualTo("\"a,b\"");
        assertThat(node.tasks().calls()).containsExactly("a", "b");
        assertThat(other.tasks().calls()).isEmpty();
    }

    @Test
    void anOutageForAllThatOutlastsTheLeaseCostsNoRunAndNobodyIsDeclaredDead() {
        Node node = started();
        Node other = cluster.node();
        RunId run = other.trigger("straight");
        node.tasks().on("a", () -> {
            cut();
            return "a";
        });
        await().until(() -> node.tasks().calls().contains("a"));
        await().until(() -> count("select count(*) from fermata.worker where lease_until < clock_timestamp()") == 1);

        line.heal();

        assertThat(other.output(run)).isEqualTo("\"a,b\"");
        assertThat(node.tasks().calls()).containsExactly("a", "b");
        assertThat(count("select count(*) from fermata.worker where gone_at is null and epoch = 1"))
                .isOne();
    }

    @Test
    void drainingEndsAlthoughTheDatabaseIsAway() {
        Node node = started();
        cut();

        node.engine().drain(Duration.ofMillis(200));

        assertThat(node.engine().isRunning()).isFalse();
    }

    private void cut() {
        line.inflict((toServer, chunk, length, connection) -> Verdict.RESET);
        line.resetAll();
    }

    private long count(String sql) {
        return Objects.requireNonNull(database.value(Long.class, sql));
    }

    private Node started() {
        String url = "jdbc:postgresql://127.0.0.1:" + line.port() + "/" + database.name();
        Node node = cluster.node(url);
        node.engine().start();
        return node;
    }

    /** Whether a chunk sent to the server executes a batch: it carries the step's result. */
    private static boolean isBatch(byte[] chunk, int length) {
        return new String(chunk, 0, length, StandardCharsets.ISO_8859_1).contains(RESULT);
    }
}
