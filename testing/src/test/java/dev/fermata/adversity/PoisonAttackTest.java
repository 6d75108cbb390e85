package dev.fermata.adversity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fermata.engine.FermataEngine;
import dev.fermata.engine.codec.FailureCodec;
import dev.fermata.engine.codec.StoredFailure;
import dev.fermata.engine.model.RunId;
import dev.fermata.engine.model.RunRecord;
import dev.fermata.engine.model.RunState;
import dev.fermata.engine.postgres.PostgresSettings;
import dev.fermata.engine.postgres.PostgresStore;
import dev.fermata.engine.trigger.TriggerOptions;
import dev.fermata.engine.worker.WorkerSettings;
import dev.fermata.testing.cluster.JvmProcess;
import dev.fermata.testing.postgres.FermataSchema;
import dev.fermata.testing.postgres.PostgresFixture;
import dev.fermata.testing.postgres.Stuck;
import dev.fermata.testing.postgres.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Attack 7, the part that needs a JVM to ruin: tasks that end it or use up its memory, among neighbours. */
@PostgresFixture(schema = FermataSchema.class)
@Timeout(600)
class PoisonAttackTest {

    private static final int NEIGHBOURS = Form.pick(20, 500);

    private final TestDatabase database;
    private final PostgresStore store;
    private final FermataEngine caller;
    private final List<JvmProcess> workers = new ArrayList<>();

    PoisonAttackTest(TestDatabase database) {
        this.database = database;
        this.store = new PostgresStore(PostgresSettings.of(database.jdbcUrl(), database.user(), database.password()));
        this.caller = FermataEngine.builder(store)
                .worker(WorkerSettings.DEFAULT.withName("caller").withLease(AttackWorker.LEASE))
                .build();
    }

    @BeforeEach
    void empty() {
        database.execute(
                "drop table if exists tick; truncate fermata.run, fermata.active_run, fermata.checkpoint, fermata.branch,"
                        + " fermata.dead_letter, fermata.worker, fermata.idempotency_key, fermata.request_key");
        database.execute(AttackWorker.Ticks.TABLE);
    }

    @AfterEach
    void stop() {
        workers.forEach(JvmProcess::close);
        caller.close();
        store.close();
    }

    @Test
    void aStepThatExitsTheJvmEndsCrashedAndItsNeighboursLoseNoAttempt() {
        Form form = new Form("poison-exit");
        // It has no tasks, but gives back what the dead leave while the next JVM starts.
        caller.start();
        start();
        List<RunId> neighbours = neighbours();
        RunId poison = trigger("exits", "poison");
        neighbours.addAll(neighbours());

        int started = 1;
        while (!find(poison).status().state().isTerminal() && started < 8) {
            JvmProcess last = workers.get(workers.size() - 1);
            await().atMost(Duration.ofSeconds(60))
                    .until(() ->
                            !last.isAlive() || find(poison).status().state().isTerminal());
            if (!last.isAlive()) {
                start();
                started++;
            }
        }

        RunRecord crashed = awaitState(poison, RunState.CRASHED);
        assertThat(failure(crashed).code()).isEqualTo("FERMATA-4001");
        assertThat(failure(crashed).message()).contains("lost its worker");
        verifyNeighbours(neighbours);
        form.report("a step that exits took " + (started - 1) + " JVMs down and ended CRASHED, " + neighbours.size()
                + " neighbours completed, 0 of their attempts lost");
    }

    @Test
    void aStepThatExhaustsTheHeapFailsAndItsNeighboursLoseNoAttempt() {
        Form form = new Form("poison-heap");
        start();
        List<RunId> neighbours = neighbours();
        RunId poison = trigger("exhausts", "poison");
        neighbours.addAll(neighbours());

        StoredFailure failure = failure(awaitState(poison, RunState.FAILED));

        assertThat(failure.type()).isEqualTo("java.lang.OutOfMemoryError");
        assertThat(failure.message()).contains("heap");
        verifyNeighbours(neighbours);
        assertThat(workers).allMatch(JvmProcess::isAlive).hasSize(1);
        form.report("a step that exhausts a heap of 160 MB failed, " + neighbours.size()
                + " neighbours completed, 0 of their attempts lost");
    }

    @Test
    void aVariableOfFiftyMegabytesFailsInAHeapThatHardlyHoldsIt() {
        start();
        List<RunId> neighbours = neighbours();
        RunId poison = trigger("bloats", "poison");
        neighbours.addAll(neighbours());

        StoredFailure failure = failure(awaitState(poison, RunState.FAILED));

        assertThat(failure.code()).isEqualTo("FERMATA-4103");
        assertThat(failure.message()).contains("variable 'large'");
        verifyNeighbours(neighbours);
        assertThat(workers).allMatch(JvmProcess::isAlive).hasSize(1);
    }

    private void verifyNeighbours(List<RunId> neighbours) {
        await().atMost(Duration.ofSeconds(90))
                .until(() -> neighbours.stream()
                        .allMatch(run -> find(run).status().state().isTerminal()));
        assertThat(database.rows("select state, count(*) from fermata.run where task_id = 'neighbour' group by state"))
                .as("\n" + workers.get(workers.size() - 1).tail())
                .isEqualTo(List.of(Map.of("state", "COMPLETED", "count", (long) neighbours.size())));
        assertThat(Objects.requireNonNull(database.value(
                        Long.class,
                        "select count(*) from fermata.checkpoint c join fermata.run r on r.id = c.run_id"
                                + " where r.task_id = 'neighbour' and c.attempts > 1")))
                .as("attempts of neighbours used up")
                .isZero();
        assertThat(Stuck.in(database)).isEmpty();
    }

    private void start() {
        JvmProcess worker = AttackWorker.start(
                database, "w" + workers.size(), PoisonWorker.class, Map.of(), List.of("-Xmx160m", "-Xms160m"));
        workers.add(worker);
        worker.awaitLine(line -> line.startsWith("started"), Duration.ofSeconds(60));
    }

    private List<RunId> neighbours() {
        List<RunId> runs = new ArrayList<>();
        for (int i = 0; i < NEIGHBOURS / 2; i++) {
            runs.add(trigger("neighbour", "neighbour " + runs.size()));
        }
        return runs;
    }

    private RunId trigger(String task, String payload) {
        return caller.runs()
                .trigger(task, ("\"" + payload + "\"").getBytes(StandardCharsets.UTF_8), TriggerOptions.NONE)
                .run();
    }

    private RunRecord find(RunId run) {
        return caller.runs().find(run).orElseThrow();
    }

    private RunRecord awaitState(RunId run, RunState state) {
        try {
            await().atMost(Duration.ofSeconds(90))
                    .until(() -> find(run).status().state().isTerminal());
        } catch (ConditionTimeoutException e) {
            JvmProcess last = workers.get(workers.size() - 1);
            String threads = last.isAlive() ? last.threads() : "its process has ended\n" + last.tail();
            throw new AssertionError(database.rows("select * from fermata.active_run") + "\n" + threads, e);
        }
        RunRecord found = find(run);
        assertThat(found.status().state())
                .as(new String(Objects.requireNonNullElse(found.body().failure(), new byte[0]), StandardCharsets.UTF_8))
                .isEqualTo(state);
        return found;
    }

    private static StoredFailure failure(RunRecord run) {
        return new FailureCodec().decode(Objects.requireNonNull(run.body().failure()));
    }
}
