package dev.fermata.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fermata.PermanentFailureException;
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
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A task as a user writes it, compiled by the processor and executed by the engine. */
@PostgresFixture(schema = FermataSchema.class)
@Timeout(60)
class CompiledTaskTest {

    private static final String SOURCE = """
            package app;

            import dev.fermata.*;
            import dev.fermata.engine.Ledger;
            import java.time.Duration;
            import java.util.*;

            public class OrderTasks {

                public record Line(String sku, int count) {}

                public record Order(String id, List<Line> lines) {}

                private final Ledger ledger;

                public OrderTasks(Ledger ledger) {
                    this.ledger = ledger;
                }

                @Task(id = "process-order", queue = "orders")
                public String process(String id, int lines) {
                    Order order = load(id, lines);
                    String payment;
                    try {
                        payment = charge(order);
                    } catch (PermanentFailureException e) {
                        payment = "unpaid: " + e.getMessage();
                    }
                    int reserved = 0;
                    for (Line line : order.lines()) {
                        reserved += reserve(line);
                    }
                    Durable.sleep(Duration.ofDays(3));
                    confirm(order);
                    return payment + "/" + reserved;
                }

                @Step
                Order load(String id, int lines) {
                    ledger.enter("load");
                    List<Line> all = new ArrayList<>();
                    for (int i = 1; i <= lines; i++) {
                        all.add(new Line("sku" + i, i));
                    }
                    return new Order(id, all);
                }

                @Step(retry = @Retry(maxAttempts = 2, minDelay = "10s", jitter = false))
                String charge(Order order) {
                    ledger.enter("charge");
                    return "paid " + order.id();
                }

                @Step
                private int reserve(Line line) {
                    ledger.enter("reserve " + line.sku());
                    return line.count();
                }

                @Step
                void confirm(Order order) {
                    ledger.enter("confirm");
                }
            }
            """;

    private static final ClassLoader COMPILED =
            Compilation.of(Map.of("app/OrderTasks.java", SOURCE), 17).load();

    private final DatabaseClock clock;
    private final EngineFixture cluster;

    CompiledTaskTest(TestDatabase database, DatabaseClock clock) {
        this.clock = clock;
        this.cluster = new EngineFixture(database);
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void itRunsFromTheTriggerToTheEndOverBackoffAndSleep() {
        Ledger ledger = new Ledger();
        ledger.on("charge", () -> {
            if (ledger.entries().stream().filter("charge"::equals).count() == 1) {
                throw new IllegalStateException("provider away");
            }
            return null;
        });
        Node node = started(ledger);
        RunId run = trigger(node);

        node.awaitState(run, RunState.WAITING);
        assertThat(ledger.entries()).containsExactly("load", "charge");
        clock.advance(Duration.ofSeconds(11));
        await().until(() -> node.find(run).checkpoints().size() == 6);
        node.awaitState(run, RunState.WAITING);
        clock.advance(Duration.ofDays(3).plusMinutes(1));

        assertThat(node.output(run)).isEqualTo("\"paid 42/6\"");
        assertThat(ledger.entries())
                .containsExactly("load", "charge", "charge", "reserve sku1", "reserve sku2", "reserve sku3", "confirm");
        assertThat(node.find(run).checkpoints())
                .extracting(CheckpointRecord::attempts)
                .containsExactly(1, 2, 1, 1, 1, 1, 1);
    }

    @Test
    void itCatchesWhatAStepEndedWith() {
        Ledger ledger = new Ledger();
        ledger.on("charge", () -> {
            throw new PermanentFailureException("card stolen");
        });
        Node node = started(ledger);
        RunId run = trigger(node);
        await().until(() -> node.find(run).checkpoints().size() == 6);
        node.awaitState(run, RunState.WAITING);

        clock.advance(Duration.ofDays(4));

        assertThat(node.output(run)).isEqualTo("\"unpaid: card stolen/6\"");
    }

    @Test
    void anotherNodeGoesOnInTheMiddleOfItsLoop() {
        Ledger dying = new Ledger();
        CountDownLatch never = new CountDownLatch(1);
        dying.on("reserve sku2", () -> {
            never.await();
            return null;
        });
        Node first = started(dying);
        RunId run = trigger(first);
        await().until(() -> dying.entries().contains("reserve sku2"));
        Ledger surviving = new Ledger();
        Node second = started(surviving);

        first.kill();
        await().until(() -> second.find(run).checkpoints().size() == 6);
        second.awaitState(run, RunState.WAITING);
        clock.advance(Duration.ofDays(4));

        assertThat(second.output(run)).isEqualTo("\"paid 42/6\"");
        assertThat(dying.entries()).containsExactly("load", "charge", "reserve sku1", "reserve sku2");
        assertThat(surviving.entries()).containsExactly("reserve sku2", "reserve sku3", "confirm");
        never.countDown();
    }

    private Node started(Ledger ledger) {
        try {
            Object bean = COMPILED.loadClass("app.OrderTasks")
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
        byte[] payload = EngineFixture.json("{\"id\":\"42\",\"lines\":3}");
        return node.engine()
                .runs()
                .trigger("process-order", payload, TriggerOptions.NONE)
                .run();
    }
}
