package dev.fermata.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fermata.engine.EngineFixture.Node;
import dev.fermata.engine.fake.ScriptTasksBefore;
import dev.fermata.engine.model.RunId;
import dev.fermata.engine.model.RunRecord;
import dev.fermata.engine.model.RunState;
import dev.fermata.testing.postgres.FermataSchema;
import dev.fermata.testing.postgres.PostgresFixture;
import dev.fermata.testing.postgres.TestDatabase;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs that stand inside helpers, on several nodes. */
@PostgresFixture(schema = FermataSchema.class)
@Timeout(120)
class HelperLifeTest {

    private final TestDatabase database;
    private final EngineFixture cluster;
    private final CountDownLatch never = new CountDownLatch(1);

    HelperLifeTest(TestDatabase database) {
        this.database = database;
        this.cluster = new EngineFixture(database);
    }

    @AfterEach
    void stop() {
        never.countDown();
        cluster.close();
    }

    @Test
    void aNodeThatStartsLaterTakesOverInsideAHelper() {
        Node dying = cluster.started();
        hang(dying, "b:0");
        RunId run = dying.trigger("caller");
        await().until(() -> dying.tasks().calls().contains("b:0"));
        Node survivor = cluster.started();

        dying.kill();

        assertThat(survivor.output(run)).isEqualTo("\"a,a:0,b:0,help,b\"");
        assertThat(survivor.tasks().calls()).containsExactly("b:0", "b");
        assertThat(survivor.find(run).checkpoints())
                .extracting(RunRecord.CheckpointRecord::label)
                .containsExactly("a", "help > a", "help > b", "b");
    }

    @Test
    void aNodeThatWasThereBeforeLearnsThePlacesThatOthersIntroduce() {
        Node one = cluster.started();
        Node other = cluster.started();
        hang(one, "b:0");
        hang(other, "b:0");
        RunId run = one.trigger("caller");
        await().until(() ->
                one.tasks().calls().contains("b:0") || other.tasks().calls().contains("b:0"));
        Node dying = one.tasks().calls().contains("b:0") ? one : other;
        Node survivor = dying.equals(one) ? other : one;
        survivor.tasks().on("b:0", () -> "b:0");

        dying.kill();

        assertThat(survivor.output(run)).isEqualTo("\"a,a:0,b:0,help,b\"");
    }

    @Test
    void recursionFiftyFramesDeepIsTakenOver() {
        Node dying = cluster.started();
        dying.tasks().depth(50);
        hang(dying, "a:0");
        RunId run = dying.trigger("diver");
        await().until(() -> dying.tasks().calls().contains("a:0"));
        Node survivor = cluster.started();

        dying.kill();

        assertThat(survivor.output(run)).startsWith("\"a:50,a:49,").endsWith("b:49,down,b:50,down,b\"");
        assertThat(survivor.tasks().calls()).startsWith("a:0", "b:0", "b:1").hasSize(1 + 51 + 1);
        assertThat(survivor.find(run).checkpoints())
                .extracting(RunRecord.CheckpointRecord::label)
                .contains(String.join(" > ", Collections.nCopies(51, "down")) + " > a");
    }

    @Test
    void aBuildThatLacksAPartLeavesTheRunToThoseThatHaveIt() {
        Node newer = cluster.started();
        hang(newer, "b:0");
        RunId run = newer.trigger("caller");
        await().until(() -> newer.tasks().calls().contains("b:0"));
        newer.engine().drain(java.time.Duration.ZERO);
        Node older = cluster.node(new ScriptTasksBefore());
        older.engine().start();

        RunRecord parked = older.awaitState(run, RunState.PENDING_VERSION);
        assertThat(parked.status().reason()).contains("help > a");

        Node newest = cluster.started();
        assertThat(newest.output(run)).isEqualTo("\"a,a:0,b:0,help,b\"");
        assertThat(newest.tasks().calls()).containsExactly("b:0", "b");
    }

    @Test
    void aSavedValueStandsAfterACrash() {
        Node dying = cluster.started();
        hang(dying, "a");
        RunId run = dying.trigger("saver");
        await().until(() -> dying.tasks().calls().contains("a"));
        Node survivor = cluster.started();

        dying.kill();

        assertThat(survivor.output(run)).isEqualTo("\"kept,a\"");
        assertThat(survivor.tasks().calls()).containsExactly("a");
    }

    @Test
    void aPlaceIsStoredOnceHoweverManyRunsStandThere() {
        Node node = cluster.started();
        List<RunId> runs = java.util.stream.IntStream.range(0, 20)
                .mapToObj(i -> node.trigger("caller"))
                .toList();

        assertThat(runs).allSatisfy(run -> assertThat(node.output(run)).isNotEmpty());
        assertThat(database.value(Long.class, "select count(*) from fermata.resume_point where label like 'help > %'"))
                .isEqualTo(2);
    }

    private void hang(Node node, String step) {
        node.tasks().on(step, () -> {
            never.await();
            return step;
        });
    }
}
