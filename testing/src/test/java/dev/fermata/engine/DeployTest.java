package dev.fermata.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fermata.engine.EngineFixture.Node;
import dev.fermata.engine.model.RunId;
import dev.fermata.engine.model.RunState;
import dev.fermata.engine.trigger.TriggerOptions;
import dev.fermata.testing.differential.Compilation;
import dev.fermata.testing.postgres.DatabaseClock;
import dev.fermata.testing.postgres.FermataSchema;
import dev.fermata.testing.postgres.PostgresFixture;
import dev.fermata.testing.postgres.Stuck;
import dev.fermata.testing.postgres.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One build after another on one database, with runs that began under an earlier one. */
@PostgresFixture(schema = FermataSchema.class)
@Timeout(120)
class DeployTest {

    private static final String FIRST = """
            @Task(id = "aging")
            public String run(int n) {
                int amount = price(n);
                Durable.sleep(Duration.ofDays(1));
                return "amount " + amount;
            }
            """;

    private static final String RENAMED = FIRST.replace("amount", "total");

    private static final String MIGRATED = RENAMED + """
            private int rate = 100;

            @MigrateFrame(task = "aging", variable = "total")
            int total(@Old("amount") int amount) {
                return amount * rate;
            }
            """;

    private static final String MOVED = FIRST.replace(
                    "@Task(id = \"aging\")",
                    "@Task(id = \"aging\") @MovedLabel(from = \"sleep#1\", to = \"if/sleep#1\")")
            .replace("Durable.sleep(Duration.ofDays(1));", "if (amount > 0) { Durable.sleep(Duration.ofDays(1)); }");

    private static final String IN_A_HELPER = """
            @Task(id = "aging")
            public String run(int n) {
                String rest = rest(price(n));
                return rest + n;
            }

            @Suspends
            private String rest(int amount) {
                Durable.sleep(Duration.ofDays(1));
                return "amount " + amount + " for ";
            }
            """;

    private static final String HELPER_RENAMED = IN_A_HELPER.replace("amount", "total");

    private static final String HELPER_MIGRATED = HELPER_RENAMED
                    .replace("@Suspends", "@Suspends @MovedLabel(from = \"sleep#1\", to = \"if/sleep#1\")")
                    .replace(
                            "Durable.sleep(Duration.ofDays(1));",
                            "if (total > 0) { Durable.sleep(Duration.ofDays(1)); }")
            + """
            @MigrateFrame(helper = "rest", variable = "total")
            private static int total(@Old("amount") int amount) {
                return amount * 100;
            }
            """;

    private static final String IN_A_BRANCH = """
            @Task(id = "aging")
            public String run(int n) {
                java.util.List<Integer> all = Durable.all(
                        () -> {
                            int amount = price(n);
                            Durable.sleep(Duration.ofDays(1));
                            return amount;
                        },
                        () -> price(7));
                return "all " + all;
            }
            """;

    private static final String BRANCH_RENAMED = IN_A_BRANCH.replace("amount", "total");

    private static final String BRANCH_MIGRATED = BRANCH_RENAMED + """
            @MigrateFrame(task = "aging", variable = "total")
            int total(@Old("amount") int amount) {
                return amount * 100;
            }
            """;

    private static final String THROWING =
            MIGRATED.replace("return amount * rate;", "throw new IllegalStateException(\"no rate\");");

    private final TestDatabase database;
    private final DatabaseClock clock;
    private final EngineFixture cluster;

    DeployTest(TestDatabase database, DatabaseClock clock) {
        this.database = database;
        this.clock = clock;
        this.cluster = new EngineFixture(database);
        database.execute("delete from fermata.resume_point where task_id = 'aging'");
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void aRunOfTheSameTaskGoesOnUnderAnotherBuild() throws Exception {
        RunId run = sleeping(FIRST);
        Node second = node(FIRST.replace("\"amount \" + amount", "\"now \" + amount"));

        clock.advance(Duration.ofDays(2));

        assertThat(second.output(run)).isEqualTo("\"now 30\"");
    }

    @Test
    void aRunThatNoBuildCanResumeIsParkedUntilOneThatCanIsDeployed() throws Exception {
        RunId run = parkedAt("sleep#1", FIRST, RENAMED);

        assertThat(node(MIGRATED).output(run)).isEqualTo("\"total 3000\"");
    }

    /** A run that one build left sleeping and the next cannot go on with. */
    private RunId parkedAt(String place, String first, String second) throws Exception {
        RunId run = sleeping(first);
        Node unable = node(second);
        clock.advance(Duration.ofDays(2));
        assertThat(unable.awaitState(run, RunState.PENDING_VERSION).status().reason())
                .contains("aging", place);
        return run;
    }

    @Test
    void aLabelThatMovedTakesItsRunsAlong() throws Exception {
        RunId run = sleeping(FIRST);
        Node second = node(MOVED);

        clock.advance(Duration.ofDays(2));

        assertThat(second.output(run)).isEqualTo("\"amount 30\"");
    }

    @Test
    void aMigrationThatThrowsParksItsRunWithTheReason() throws Exception {
        RunId run = sleeping(FIRST);
        Node second = node(THROWING);

        clock.advance(Duration.ofDays(2));

        assertThat(second.awaitState(run, RunState.PENDING_VERSION).status().reason())
                .contains("FERMATA-4006")
                .contains("no rate");
        second.engine().drain(Duration.ofSeconds(5));
        Node third = node(MIGRATED);
        assertThat(third.output(run)).isEqualTo("\"total 3000\"");
    }

    @Test
    void aRunThatStandsInAHelperIsParkedAndThenMigrated() throws Exception {
        RunId run = parkedAt("rest#1 > sleep#1", IN_A_HELPER, HELPER_RENAMED);

        assertThat(node(HELPER_MIGRATED).output(run)).isEqualTo("\"total 3000 for 3\"");
    }

    @Test
    void aRunThatStandsInABranchIsParkedInItsRowAndThenMigrated() throws Exception {
        RunId run = parkedAt("all#1", IN_A_BRANCH, BRANCH_RENAMED);
        await().until(
                        () -> String.valueOf(database.value(
                                String.class,
                                "select max(reason) from fermata.active_run where waiting = 'PENDING_VERSION'")),
                        reason -> reason.contains("all#1/0 | sleep#1"));

        assertThat(node(BRANCH_MIGRATED).output(run)).isEqualTo("\"all [3000, 70]\"");
    }

    @Test
    void inARollingDeployARunGoesToAWorkerThatCanRunIt() throws Exception {
        Node first = node(FIRST);
        RunId run = trigger(first);
        first.awaitState(run, RunState.WAITING);
        Node second = node(RENAMED);

        clock.advance(Duration.ofDays(2));

        assertThat(second.output(run)).isEqualTo("\"amount 30\"");
    }

    @Test
    void whatAFaultyNodeCannotGoOnWithGoesOnAtAGoodOneOfTheSameCluster() throws Exception {
        List<RunId> runs = sleeping(FIRST, 10);
        Node faulty = node(THROWING);
        Node good = node(MIGRATED);

        clock.advance(Duration.ofDays(2));

        assertThat(runs).allSatisfy(run -> assertThat(good.output(run)).isEqualTo("\"total 3000\""));
        assertThat(claimsOf(runs))
                .as("one of the first build, one of the good node, and at most one of the faulty")
                .allMatch(claims -> claims == 2 || claims == 3);
        assertThat(faulty.engine().isRunning()).isTrue();
    }

    @Test
    void aGoodNodeThatStartsBesideAFaultyOneTakesWhatThatHasParked() throws Exception {
        List<RunId> runs = sleeping(FIRST, 10);
        Node faulty = node(THROWING);
        clock.advance(Duration.ofDays(2));
        for (RunId run : runs) {
            assertThat(faulty.awaitState(run, RunState.PENDING_VERSION).status().reason())
                    .contains("FERMATA-4006");
        }

        Node good = node(MIGRATED);

        assertThat(runs).allSatisfy(run -> assertThat(good.output(run)).isEqualTo("\"total 3000\""));
        assertThat(claimsOf(runs))
                .as("one of the first build, one of the faulty node, one of the good")
                .containsOnly(3);
        assertThat(Stuck.in(database)).isEmpty();
    }

    private List<Integer> claimsOf(List<RunId> runs) {
        return runs.stream()
                .map(run -> Objects.requireNonNull(database.value(
                        Integer.class, "select claim_number from fermata.run where id = '" + run.value() + "'")))
                .toList();
    }

    private RunId sleeping(String task) throws Exception {
        return sleeping(task, 1).get(0);
    }

    private List<RunId> sleeping(String task, int count) throws Exception {
        Node first = node(task);
        List<RunId> runs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            runs.add(trigger(first));
        }
        for (RunId run : runs) {
            first.awaitState(run, RunState.WAITING);
        }
        first.engine().drain(Duration.ofSeconds(5));
        return runs;
    }

    private Node node(String task) throws Exception {
        String source = "package app; import dev.fermata.*; import java.time.Duration;\npublic class Aging {\n" + task
                + "\n@Step int price(int n) { return n * 10; }\n}\n";
        Object bean = Compilation.of(Map.of("app/Aging.java", source), 17)
                .load()
                .loadClass("app.Aging")
                .getConstructor()
                .newInstance();
        Node node = cluster.node(bean);
        node.engine().start();
        return node;
    }

    private static RunId trigger(Node node) {
        return node.engine()
                .runs()
                .trigger("aging", EngineFixture.json("3"), TriggerOptions.NONE)
                .run();
    }
}
