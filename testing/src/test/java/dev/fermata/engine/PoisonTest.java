package dev.fermata.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fermata.Durable;
import dev.fermata.engine.EngineFixture.Node;
import dev.fermata.engine.codec.FailureCodec;
import dev.fermata.engine.codec.StoredFailure;
import dev.fermata.engine.fake.ScriptTasks.Body;
import dev.fermata.engine.model.RunId;
import dev.fermata.engine.model.RunRecord;
import dev.fermata.engine.model.RunRecord.CheckpointRecord;
import dev.fermata.engine.model.RunState;
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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Attack 7, the part a JVM survives: each bad run ends or parks with its reason, and its neighbours do not notice. */
@PostgresFixture(schema = FermataSchema.class)
@Timeout(120)
class PoisonTest {

    private static final String SHAPES = """
            package app;

            import dev.fermata.*;
            import dev.fermata.engine.Ledger;

            public class Shapes {

                public sealed interface Shape permits Circle, Triangle {}

                public record Circle(int radius) implements Shape {}

                public record Triangle(int side) implements Shape {}

                private final Ledger ledger;

                public Shapes(Ledger ledger) {
                    this.ledger = ledger;
                }

                @Task(id = "shapes")
                public String shapes(String input) {
                    Shape shape = draw(input);
                    after();
                    return shape.toString();
                }

                @Step
                Shape draw(String input) {
                    return new Circle(input.length());
                }

                @Step
                void after() {
                    ledger.enter("after");
                }
            }
            """;

    private final TestDatabase database;
    private final DatabaseClock clock;
    private final EngineFixture cluster;

    PoisonTest(TestDatabase database, DatabaseClock clock) {
        this.database = database;
        this.clock = clock;
        this.cluster = new EngineFixture(database);
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void aPayloadThatCannotBeDecodedFailsItsRun() {
        Node node = cluster.node();
        List<RunId> neighbours = neighbours(node);
        RunId poison = node.trigger("straight");
        database.update("update fermata.run set payload = '\\x7b5d00ff' where id = ?", poison.value());

        node.engine().start();

        StoredFailure failure = failure(node.awaitState(poison, RunState.FAILED));
        assertThat(failure.code()).isEqualTo("FERMATA-3102");
        assertThat(failure.message()).contains("straight: input");
        verify(node, neighbours);
    }

    @Test
    void anExceptionWhoseClassIsMissingIsStillCaughtAsWhatItWas() {
        Node node = cluster.started();
        node.tasks().on("a", () -> {
            throw new Vanishing("gone by then");
        });
        node.tasks().on("b", () -> {
            throw new IllegalStateException("backs off, so that the frame is read again");
        });
        RunId poison = node.trigger("caught");
        node.awaitState(poison, RunState.WAITING);
        clock.advance(Duration.ofHours(1));
        await().until(() -> !node.find(poison).checkpoints().isEmpty());
        node.awaitState(poison, RunState.WAITING);
        assertThat(database.update(
                        "update fermata.checkpoint set frame = decode(replace(encode(frame, 'hex'),"
                                + " encode('Vanishing', 'hex'), encode('Vanished!', 'hex')), 'hex') where run_id = ?"
                                + " and position('Vanishing'::bytea in frame) > 0",
                        poison.value()))
                .isPositive();
        node.tasks().on("a", () -> "a").on("b", () -> "b");
        List<RunId> neighbours = neighbours(node);

        clock.advance(Duration.ofHours(1));

        assertThat(node.output(poison)).contains("caught").contains("gone by then");
        verify(node, neighbours);
    }

    @Test
    void aFrameThatHoldsAValueOfAMissingClassParksItsRun() throws Exception {
        Ledger ledger = new Ledger();
        ledger.on("after", () -> {
            throw new IllegalStateException("backs off, so that the frame is read again");
        });
        Node node = cluster.node(Compilation.of(Map.of("app/Shapes.java", SHAPES), 17)
                .load()
                .loadClass("app.Shapes")
                .getConstructor(Ledger.class)
                .newInstance(ledger));
        node.engine().start();
        RunId poison = node.trigger("shapes");
        node.awaitState(poison, RunState.WAITING);
        assertThat(database.update(
                        "update fermata.checkpoint set frame = decode(replace(encode(frame, 'hex'),"
                                + " encode('Circle', 'hex'), encode('Square', 'hex')), 'hex') where run_id = ?"
                                + " and position('Circle'::bytea in frame) > 0",
                        poison.value()))
                .isPositive();
        ledger.on("after", () -> null);
        RunId neighbour = node.trigger("shapes");

        clock.advance(Duration.ofHours(1));

        RunRecord parked = node.awaitState(poison, RunState.PENDING_VERSION);
        assertThat(parked.status().reason()).contains("FERMATA-").contains("Square");
        assertThat(node.output(neighbour)).contains("Circle");
        assertThat(Stuck.in(database)).isEmpty();
    }

    @Test
    void aStepThatOverflowsTheStackFailsItsRun() {
        Node node = cluster.node();
        RunId poison = node.trigger("straight");
        poison(node, poison, () -> deeper(0));
        List<RunId> neighbours = neighbours(node);

        node.engine().start();

        assertThat(failure(node.awaitState(poison, RunState.FAILED)).type()).isEqualTo("java.lang.StackOverflowError");
        verify(node, neighbours);
    }

    @Test
    void aStepThatExhaustsTheHeapFailsItsRunAndNotThoseItHitsOnTheWay() {
        Node node = cluster.node();
        RunId poison = node.trigger("straight");
        List<RunId> neighbours = neighbours(node);
        Set<String> hit = ConcurrentHashMap.newKeySet();
        node.tasks().on("a", () -> {
            String occurrence = Durable.idempotencyKey();
            // Each neighbour finds the heap exhausted once.
            if (occurrence.startsWith(poison.toString()) || hit.add(occurrence)) {
                throw new OutOfMemoryError("Java heap space");
            }
            return "a";
        });

        node.engine().start();
        await().until(() -> hit.size() == neighbours.size());
        for (int i = 0; i < 3; i++) {
            clock.advance(Duration.ofMinutes(1));
            int tries = i + 1;
            await().until(() ->
                    lostClaims(poison) >= tries || node.state(poison).isTerminal());
        }

        StoredFailure failure = failure(node.awaitState(poison, RunState.FAILED));
        assertThat(failure.type()).isEqualTo("java.lang.OutOfMemoryError");
        assertThat(database.rows("select state, lost_claims, failed_attempts from fermata.dead_letter"))
                .singleElement()
                .satisfies(row -> assertThat(row.values()).containsExactly("FAILED", 2, 0));
        clock.advance(Duration.ofMinutes(1));
        verify(node, neighbours);
    }

    private int lostClaims(RunId run) {
        return database.rows("select lost_claims from fermata.active_run where run_id = ?", run.value()).stream()
                .mapToInt(row -> (Integer) Objects.requireNonNull(row.get("lost_claims")))
                .sum();
    }

    @Test
    void anExceptionThatJavaCannotSerializeNorEvenPrintFailsItsRun() {
        Node node = cluster.node();
        RunId poison = node.trigger("straight");
        poison(node, poison, () -> {
            throw new Unspeakable();
        });
        List<RunId> neighbours = neighbours(node);

        node.engine().start();

        await().until(() -> node.find(poison).status().failedAttempts() > 0
                || node.state(poison).isTerminal());
        for (int i = 0; i < 4; i++) {
            clock.advance(Duration.ofHours(1));
            int expected = i;
            await().until(() -> node.state(poison).isTerminal()
                    || node.find(poison).status().failedAttempts() > expected);
        }
        assertThat(failure(node.awaitState(poison, RunState.FAILED)).type()).contains("Unspeakable");
        verify(node, neighbours);
    }

    @Test
    void aStepThatNeverReturnsTakesItsSlotOnlyAndEndsWhenItIsCanceled() {
        CountDownLatch over = new CountDownLatch(1);
        Node node = cluster.with(worker -> worker.withConcurrency(4).withCancelPatience(Duration.ofMillis(500)))
                .node();
        try {
            RunId poison = node.trigger("straight");
            poison(node, poison, () -> {
                while (over.getCount() > 0) {
                    LockSupport.parkNanos(1_000_000);
                }
                return "late";
            });
            List<RunId> neighbours = neighbours(node);

            node.engine().start();
            verify(node, neighbours);
            assertThat(node.state(poison)).isEqualTo(RunState.EXECUTING);

            node.engine().runs().cancel(poison);
            node.awaitState(poison, RunState.CANCELED);
        } finally {
            over.countDown();
        }
    }

    /** What the step {@code a} does in one run. */
    private static void poison(Node node, RunId run, Body body) {
        node.tasks().on("a", () -> Durable.idempotencyKey().startsWith(run.toString()) ? body.run() : "a");
    }

    private static List<RunId> neighbours(Node node) {
        List<RunId> runs = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            runs.add(node.trigger("straight"));
        }
        return runs;
    }

    private void verify(Node node, List<RunId> neighbours) {
        for (RunId run : neighbours) {
            assertThat(node.output(run)).isEqualTo("\"a,b\"");
            assertThat(node.find(run).checkpoints())
                    .extracting(CheckpointRecord::attempts)
                    .as("attempts of a neighbour")
                    .containsExactly(1, 1);
        }
        assertThat(database.rows("select from fermata.worker where gone_at is not null or epoch > 1"))
                .as("workers that gave up")
                .isEmpty();
        assertThat(Stuck.in(database)).isEmpty();
    }

    private static int depth(int level) {
        return level < 0 ? level : depth(level + 1) + 1;
    }

    private static String deeper(int level) {
        return "never " + depth(level);
    }

    private static StoredFailure failure(RunRecord run) {
        return new FailureCodec().decode(Objects.requireNonNull(run.body().failure()));
    }

    /** Its class is missing when the frame is read. */
    public static final class Vanishing extends RuntimeException {

        private static final long serialVersionUID = 1L;

        public Vanishing(String message) {
            // Without a stack trace its frame is too small to be compressed, so its class can be renamed in the row.
            super(message, null, false, false);
        }
    }

    /** Refers to itself, holds what cannot be stored, and throws when it is asked anything. */
    static final class Unspeakable extends RuntimeException {

        private static final long serialVersionUID = 1L;

        @SuppressWarnings("serial")
        private final Object self = this;

        private final transient Thread thread = Thread.currentThread();

        @Override
        public String getMessage() {
            throw new IllegalStateException("no message from " + thread + (self == this));
        }

        @Override
        public String toString() {
            throw new IllegalStateException("no text");
        }
    }
}
