package dev.fermata.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fermata.engine.EngineFixture.Node;
import dev.fermata.engine.model.RunId;
import dev.fermata.engine.model.RunRecord.CheckpointRecord;
import dev.fermata.engine.model.RunState;
import dev.fermata.engine.trigger.TriggerOptions;
import dev.fermata.testing.differential.Compilation;
import dev.fermata.testing.postgres.DatabaseClock;
import dev.fermata.testing.postgres.FermataSchema;
import dev.fermata.testing.postgres.PostgresFixture;
import dev.fermata.testing.postgres.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A task with helpers and branches as a user writes it, compiled by the processor and executed by the engine. */
@PostgresFixture(schema = FermataSchema.class)
@Timeout(120)
class CompiledStackTest {

    private static final String SOURCE = """
            package app;

            import dev.fermata.*;
            import dev.fermata.engine.Ledger;
            import java.time.Duration;
            import java.util.*;

            public class PackTasks {

                public record Line(String sku, int count) {}

                public record Order(String id, List<Line> lines) {}

                private final Ledger ledger;

                public PackTasks(Ledger ledger) {
                    this.ledger = ledger;
                }

                @Task(id = "pack", queue = "orders")
                public String pack(String id, int lines) {
                    List<String> labels = new ArrayList<>();
                    Order order = gather(id, lines, labels);
                    List<Integer> packed = Durable.map(order.lines(), line -> one(order.id(), line), 2);
                    String box = Durable.checkpoint("box", labels + "/" + packed);
                    close(box);
                    return box;
                }

                @Suspends
                Order gather(String id, int lines, List<String> labels) {
                    List<Line> all = new ArrayList<>();
                    for (int i = 1; i <= lines; i++) {
                        Line line = fetch(i);
                        labels.add(line.sku());
                        all.add(line);
                    }
                    return new Order(id, all);
                }

                @Suspends
                private int one(String id, Line line) {
                    wrap(id, line);
                    Durable.sleep(Duration.ofDays(line.count()));
                    return weigh(line);
                }

                @Step
                Line fetch(int i) {
                    ledger.enter("fetch " + i);
                    return new Line("sku" + i, i);
                }

                @Step
                void wrap(String id, Line line) {
                    ledger.enter("wrap " + line.sku());
                }

                @Step
                int weigh(Line line) {
                    ledger.enter("weigh " + line.sku());
                    return line.count() * 10;
                }

                @Step
                void close(String box) {
                    ledger.enter("close");
                }
            }
            """;

    private static final ClassLoader COMPILED =
            Compilation.of(Map.of("app/PackTasks.java", SOURCE), 17).load();

    private final TestDatabase database;
    private final DatabaseClock clock;
    private final EngineFixture cluster;
    private final CountDownLatch never = new CountDownLatch(1);

    CompiledStackTest(TestDatabase database, DatabaseClock clock) {
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
    void helpersAndBranchesRunFromTheTriggerToTheEnd() {
        Ledger ledger = new Ledger();
        Node node = started(ledger);
        RunId run = trigger(node);

        sleepThrough(node, run);

        assertThat(node.output(run)).isEqualTo("\"[sku1, sku2, sku3]/[10, 20, 30]\"");
        assertThat(ledger.entries())
                .startsWith("fetch 1", "fetch 2", "fetch 3")
                .endsWith("close")
                .hasSize(10)
                .doesNotHaveDuplicates();
        assertThat(node.find(run).checkpoints())
                .extracting(CheckpointRecord::label)
                .startsWith("gather#1 > for/fetch#1");
    }

    @Test
    void anotherNodeGoesOnInsideAHelperWithTheListOfItsCaller() {
        Ledger dying = new Ledger();
        dying.on("fetch 2", this::hang);
        Node first = started(dying);
        RunId run = trigger(first);
        await().until(() -> dying.entries().contains("fetch 2"));
        Ledger surviving = new Ledger();
        Node second = started(surviving);

        first.kill();
        await().until(() -> surviving.entries().contains("fetch 3"));
        sleepThrough(second, run);

        assertThat(second.output(run)).isEqualTo("\"[sku1, sku2, sku3]/[10, 20, 30]\"");
        assertThat(surviving.entries()).startsWith("fetch 2", "fetch 3").doesNotContain("fetch 1");
    }

    @Test
    void anotherNodeGoesOnInsideAHelperOfABranch() {
        Ledger dying = new Ledger();
        dying.on("weigh sku1", this::hang);
        Node first = started(dying);
        RunId run = trigger(first);
        first.awaitState(run, RunState.WAITING);
        clock.advance(Duration.ofDays(1));
        await().until(() -> dying.entries().contains("weigh sku1"));
        Ledger surviving = new Ledger();
        Node second = started(surviving);

        first.kill();
        await().until(() -> surviving.entries().contains("weigh sku1"));
        sleepThrough(second, run);

        assertThat(second.output(run)).isEqualTo("\"[sku1, sku2, sku3]/[10, 20, 30]\"");
        assertThat(surviving.entries()).containsOnlyOnce("weigh sku1", "weigh sku2", "weigh sku3", "close");
        assertThat(surviving.entries()).doesNotContain("fetch 1", "wrap sku1");
        assertThat(database.rows("select 1 from fermata.branch")).isEmpty();
    }

    /** The days it sleeps pass one by one. */
    private void sleepThrough(Node node, RunId run) {
        List<RunState> resting = List.of(RunState.WAITING, RunState.COMPLETED);
        for (int day = 1; day <= 4; day++) {
            await().until(() -> resting.contains(node.state(run)));
            clock.advance(Duration.ofDays(1).plusMinutes(1));
        }
    }

    private Object hang() throws InterruptedException {
        never.await();
        return "never";
    }

    private Node started(Ledger ledger) {
        try {
            Object bean = COMPILED.loadClass("app.PackTasks")
                    .getConstructor(Ledger.class)
                    .newInstance(ledger);
            Node node = cluster.node(bean);
            node.engine().start();
            return node;
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("The compiled task cannot be made", e);
        }
    }

    private static RunId trigger(Node node) {
        return node.engine()
                .runs()
                .trigger("pack", EngineFixture.json("{\"id\":\"42\",\"lines\":3}"), TriggerOptions.NONE)
                .run();
    }
}
