package dev.fermata.engine;

import static org.awaitility.Awaitility.await;

import dev.fermata.engine.claim.ClaimPace;
import dev.fermata.engine.fake.ScriptTasks;
import dev.fermata.engine.model.RunId;
import dev.fermata.engine.model.RunRecord;
import dev.fermata.engine.model.RunState;
import dev.fermata.engine.postgres.PostgresSettings;
import dev.fermata.engine.postgres.PostgresStore;
import dev.fermata.engine.transact.StepTransactions;
import dev.fermata.engine.trigger.TriggerOptions;
import dev.fermata.engine.worker.WorkerSettings;
import dev.fermata.testing.postgres.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;

/** Engines on one test database: each with its own store and its own tasks, as each process of a cluster has. */
final class EngineFixture implements AutoCloseable {

    /** Long enough for a busy machine, short enough to wait for in a test of take-over. */
    static final Duration LEASE = Duration.ofSeconds(2);

    /** How long a test waits for what has to happen; a busy machine is no failure. */
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final TestDatabase database;
    private final List<Node> nodes = new ArrayList<>();
    private UnaryOperator<WorkerSettings> settings = UnaryOperator.identity();

    /** Begins with empty tables. */
    EngineFixture(TestDatabase database) {
        this.database = database;
        Awaitility.setDefaultTimeout(PATIENCE);
        database.execute(
                "truncate fermata.run, fermata.active_run, fermata.checkpoint, fermata.branch, fermata.dead_letter,"
                        + " fermata.worker, fermata.idempotency_key, fermata.request_key");
    }

    /** How the workers of nodes to come differ. */
    EngineFixture with(UnaryOperator<WorkerSettings> change) {
        settings = change;
        return this;
    }

    /** One process. */
    record Node(FermataEngine engine, ScriptTasks tasks, PostgresStore store) {

        RunId trigger(String task) {
            return engine.runs()
                    .trigger(task, json("\"in\""), TriggerOptions.NONE)
                    .run();
        }

        RunRecord find(RunId run) {
            return engine.runs().find(run).orElseThrow();
        }

        RunState state(RunId run) {
            return find(run).status().state();
        }

        RunRecord awaitState(RunId run, RunState state) {
            await(run + " is " + state).until(() -> state(run), state::equals);
            return find(run);
        }

        String output(RunId run) {
            byte[] output = awaitState(run, RunState.COMPLETED).body().output();
            return output == null ? "" : new String(output, StandardCharsets.UTF_8);
        }

        /** The process dies: its connections break, and nothing of it is heard again. */
        void kill() {
            store.close();
        }
    }

    Node node() {
        return node(database.jdbcUrl());
    }

    /** A node that reaches the database under {@code url}. */
    Node node(String url) {
        ScriptTasks tasks = new ScriptTasks();
        return node(url, tasks, tasks, StepTransactions.NONE);
    }

    /** A node whose tasks are those of {@code bean}. */
    Node node(Object bean) {
        return node(database.jdbcUrl(), new ScriptTasks(), bean, StepTransactions.NONE);
    }

    /** A node some of whose steps commit with their checkpoint. */
    Node node(StepTransactions transactions) {
        ScriptTasks tasks = new ScriptTasks();
        return node(database.jdbcUrl(), tasks, tasks, transactions);
    }

    private Node node(String url, ScriptTasks tasks, Object bean, StepTransactions transactions) {
        PostgresStore store = new PostgresStore(PostgresSettings.of(url, database.user(), database.password()));
        WorkerSettings worker = WorkerSettings.DEFAULT
                .withName("node-" + nodes.size())
                .withLease(LEASE)
                .withPace(new ClaimPace(100, Duration.ofMillis(100), Duration.ofMillis(200)));
        FermataEngine engine = FermataEngine.builder(store)
                .task(bean)
                .stepTransactions(transactions)
                .worker(settings.apply(worker))
                .build();
        Node node = new Node(engine, tasks, store);
        nodes.add(node);
        return node;
    }

    Node started() {
        Node node = node();
        node.engine().start();
        return node;
    }

    static byte[] json(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        for (Node node : nodes) {
            node.engine().drain(Duration.ZERO);
            node.store().close();
        }
    }
}
