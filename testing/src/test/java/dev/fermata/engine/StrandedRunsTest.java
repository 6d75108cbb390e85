package dev.fermata.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fermata.engine.EngineFixture.Node;
import dev.fermata.engine.model.RunId;
import dev.fermata.engine.model.RunState;
import dev.fermata.engine.trigger.TriggerOptions;
import dev.fermata.testing.differential.BuildDirectory;
import dev.fermata.testing.frames.Comparison;
import dev.fermata.testing.frames.FrameManifests;
import dev.fermata.testing.frames.StrandedRuns;
import dev.fermata.testing.frames.Stranding;
import dev.fermata.testing.postgres.FermataSchema;
import dev.fermata.testing.postgres.PostgresFixture;
import dev.fermata.testing.postgres.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a build would strand is found before it is deployed: real builds, and the runs of a real database. */
@PostgresFixture(schema = FermataSchema.class)
@Timeout(120)
class StrandedRunsTest {

    private static final String FIRST = """
            @Task(id = "aging")
            public String run(int n) {
                int amount = price(n);
                Map<String, Line> lines = Map.of("a", new Line("a"));
                Durable.sleep(Duration.ofDays(1));
                return "amount " + amount + lines;
            }
            """;

    private static final String RENAMED = FIRST.replace("amount", "total");

    private static final String MIGRATED = RENAMED + """
            @MigrateFrame(task = "aging", variable = "total")
            int total(@Old("amount") int amount) {
                return amount;
            }
            """;

    private static final String FORKED = """
            @Task(id = "aging")
            public String run(int n) {
                return "" + Durable.all(() -> {
                    int amount = price(n);
                    Durable.sleep(Duration.ofDays(1));
                    return amount;
                }, () -> rest(7));
            }
            @Suspends
            int rest(int n) {
                int amount = price(n);
                Durable.sleep(Duration.ofDays(1));
                return amount + n;
            }
            """;

    private static final String FORKED_AND_MIGRATED = FORKED.replace("amount", "total") + """
            @MigrateFrame(task = "aging", variable = "total")
            int total(@Old("amount") int amount) {
                return amount;
            }
            @MigrateFrame(helper = "rest", variable = "total")
            static int ofRest(@Old("amount") int amount) {
                return amount;
            }
            """;

    @TempDir
    Path directory;

    private final TestDatabase database;
    private final EngineFixture cluster;

    StrandedRunsTest(TestDatabase database) {
        this.database = database;
        this.cluster = new EngineFixture(database);
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void aBuildThatGoesOnFromEveryPlaceStrandsNothing() {
        Path committed = directory.resolve("frames");
        FrameManifests.of(build("first", FIRST)).commit(committed);

        assertThat(committed.resolve("aging.frames"))
                .content()
                .contains("lines : java.util.Map<java.lang.String;app.Aging$Line>");
        assertThat(FrameManifests.of(build("same", FIRST)).compare(committed))
                .isEqualTo(new Comparison(List.of(), List.of()));
        assertThat(FrameManifests.of(build("migrated", MIGRATED)).compare(committed))
                .isEqualTo(new Comparison(List.of(), List.of("aging")));
    }

    @Test
    void whatIsStrandedIsNamedWithItsPlaceAndReason() {
        Path committed = directory.resolve("frames");
        FrameManifests.of(build("first", FIRST)).commit(committed);

        Comparison comparison = FrameManifests.of(build("renamed", RENAMED)).compare(committed);

        assertThat(comparison.strands()).isTrue();
        assertThat(comparison.strandings())
                .extracting(Stranding::label)
                .containsExactlyInAnyOrder("price#1", "sleep#1", "sleep#1");
        assertThat(comparison.strandings())
                .allSatisfy(stranding -> assertThat(stranding.reason())
                        .contains("needs 'total' (int)")
                        .contains("'amount' (int)"));
    }

    @Test
    void aTaskThatIsGoneStrandsAllItsPlaces() {
        Path committed = directory.resolve("frames");
        FrameManifests.of(build("first", FIRST)).commit(committed);

        Comparison comparison = FrameManifests.of(build("gone", FIRST.replace("\"aging\"", "\"other\"")))
                .compare(committed);

        assertThat(comparison.changed()).containsExactly("aging", "other");
        assertThat(comparison.strandings())
                .hasSizeGreaterThan(3)
                .allSatisfy(stranding -> assertThat(stranding.reason()).contains("has no task 'aging'"));
    }

    @Test
    void runsInTheDatabaseAreCountedByTheirPlace() throws Exception {
        Path first = build("first", FIRST);
        Node node = cluster.node(BuildDirectory.load(first, "app.Aging"));
        node.engine().start();
        List<RunId> runs = List.of(trigger(node), trigger(node));
        runs.forEach(run -> node.awaitState(run, RunState.WAITING));

        assertThat(FrameManifests.of(first).strandedRuns(database.dataSource())).isEmpty();
        assertThat(FrameManifests.of(build("migrated", MIGRATED)).strandedRuns(database.dataSource()))
                .isEmpty();
        List<StrandedRuns> stranded =
                FrameManifests.of(build("renamed", RENAMED)).strandedRuns(database.dataSource());

        assertThat(stranded).hasSize(1);
        assertThat(stranded.get(0).count()).isEqualTo(2);
        assertThat(stranded.get(0).examples())
                .containsExactlyInAnyOrderElementsOf(
                        runs.stream().map(RunId::value).toList());
        assertThat(stranded.get(0).place().label()).isEqualTo("sleep#1");
        assertThat(stranded.get(0).toString())
                .startsWith("2 runs of aging: AFTER 'sleep#1'")
                .contains("needs 'total' (int)");
    }

    @Test
    void runsThatStandInBranchesAreCountedThere() throws Exception {
        Path first = build("first", FORKED);
        Node node = cluster.node(BuildDirectory.load(first, "app.Aging"));
        node.engine().start();
        RunId run = trigger(node);
        node.awaitState(run, RunState.WAITING);

        assertThat(FrameManifests.of(first).strandedRuns(database.dataSource())).isEmpty();
        assertThat(FrameManifests.of(build("migrated", FORKED_AND_MIGRATED)).strandedRuns(database.dataSource()))
                .isEmpty();
        List<StrandedRuns> stranded = FrameManifests.of(build("renamed", FORKED.replace("amount", "total")))
                .strandedRuns(database.dataSource());

        assertThat(stranded)
                .extracting(one -> one.place().label())
                .containsExactlyInAnyOrder("Aging$run/all#1/0 | sleep#1", "Aging$run/all#1/1 | rest#1 > sleep#1");
        assertThat(stranded).allSatisfy(one -> {
            assertThat(one.count()).isEqualTo(1);
            assertThat(one.examples()).containsExactly(run.value());
        });
    }

    @Test
    void branchesAndHelpersAreComparedWithTheCommittedManifests() {
        Path committed = directory.resolve("frames");
        FrameManifests.of(build("first", FORKED)).commit(committed);

        assertThat(FrameManifests.of(build("same", FORKED)).compare(committed))
                .isEqualTo(new Comparison(List.of(), List.of()));
        assertThat(FrameManifests.of(build("migrated", FORKED_AND_MIGRATED))
                        .compare(committed)
                        .strandings())
                .isEmpty();
        assertThat(FrameManifests.of(build("renamed", FORKED.replace("amount", "total")))
                        .compare(committed)
                        .strandings())
                .extracting(Stranding::label)
                .containsOnly("price#1", "sleep#1");
    }

    @Test
    void whatIsNoManifestIsRefused() throws Exception {
        Path committed = Files.createDirectories(directory.resolve("frames"));
        Files.writeString(committed.resolve("aging.frames"), "frames 7\n");

        assertThatThrownBy(() -> FrameManifests.of(build("first", FIRST)).compare(committed))
                .hasMessageStartingWith("FERMATA-2401")
                .hasMessageContaining("aging.frames");
        assertThatThrownBy(() -> FrameManifests.of(directory)).hasMessageStartingWith("FERMATA-2402");
    }

    private Path build(String name, String task) {
        return BuildDirectory.compile(directory.resolve(name), Map.of("app/Aging.java", """
                        package app;
                        import dev.fermata.*;
                        import java.time.Duration;
                        import java.util.Map;
                        public class Aging {
                            public record Line(String sku) {}
                        %s
                            @Step int price(int n) { return n * 10; }
                        }
                        """.formatted(task)));
    }

    private static RunId trigger(Node node) {
        return node.engine()
                .runs()
                .trigger("aging", EngineFixture.json("3"), TriggerOptions.NONE)
                .run();
    }
}
