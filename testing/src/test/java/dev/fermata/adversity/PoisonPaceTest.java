package dev.fermata.adversity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fermata.engine.FermataEngine;
import dev.fermata.engine.claim.ClaimPace;
import dev.fermata.engine.model.NewRun;
import dev.fermata.engine.model.RunId;
import dev.fermata.engine.model.RunState;
import dev.fermata.engine.postgres.PostgresSettings;
import dev.fermata.engine.postgres.PostgresStore;
import dev.fermata.engine.trigger.TriggerOptions;
import dev.fermata.engine.worker.WorkerSettings;
import dev.fermata.testing.differential.Compilation;
import dev.fermata.testing.postgres.FermataSchema;
import dev.fermata.testing.postgres.PostgresFixture;
import dev.fermata.testing.postgres.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Attack 7, the pace of the neighbours. A time would tell more of the machine than of the engine, so it is only written
 * down. What is asserted is what a pace is made of: every slot but the poison's own is at work at the same time, and no
 * neighbour is claimed, or any step of it executed, more than once.
 */
@PostgresFixture(schema = FermataSchema.class)
@Timeout(600)
class PoisonPaceTest {

    private static final int SLOTS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final String SOURCE = """
            package app;

            import dev.fermata.*;
            import dev.fermata.adversity.Deeds;

            public class PaceTask {

                private final Deeds deeds;

                public PaceTask(Deeds deeds) {
                    this.deeds = deeds;
                }

                @Task(id = "neighbour", retry = @Retry(maxAttempts = 3, minDelay = "50ms", jitter = false))
                public int neighbour(int run) {
                    int sum = 0;
                    for (int i = 0; i < 5; i++) {
                        sum += work(run, i);
                    }
                    return sum;
                }

                @Task(id = "poison", retry = @Retry(maxAttempts = 3, minDelay = "50ms", jitter = false))
                public int poison(String kind) {
                    String large = strike(kind);
                    return large.length() + work(-1, 0);
                }

                @Step
                int work(int run, int position) {
                    deeds.work(run, position);
                    return 1;
                }

                @Step
                String strike(String kind) {
                    return deeds.strike(kind);
                }
            }
            """;

    /** What a run does that should not. */
    private enum Poison {
        CANNOT_BE_DECODED,
        OVERFLOWS_THE_STACK,
        CANNOT_BE_PRINTED,
        IS_TOO_LARGE,
        NEVER_RETURNS
    }

    private final TestDatabase database;
    private final PostgresStore store;
    private final FermataEngine engine;
    private final Watch watch = new Watch();
    private final StepLedger ledger = new StepLedger();
    private final CountDownLatch over = new CountDownLatch(1);
    private final CountDownLatch struck = new CountDownLatch(1);
    private volatile @Nullable CyclicBarrier meeting;
    private int triggered;

    PoisonPaceTest(TestDatabase database) throws ReflectiveOperationException {
        this.database = database;
        this.store = new PostgresStore(PostgresSettings.of(database.jdbcUrl(), database.user(), database.password()));
        Object task = Compilation.of(Map.of("app/PaceTask.java", SOURCE), 17)
                .load()
                .loadClass("app.PaceTask")
                .getConstructor(Deeds.class)
                .newInstance(new Here());
        this.engine = FermataEngine.builder(watch.over(store.ports()), new Storm.Own(store))
                .task(task)
                .worker(WorkerSettings.DEFAULT
                        .withConcurrency(SLOTS)
                        .withCancelPatience(Duration.ofMillis(500))
                        .withPace(new ClaimPace(SLOTS, Duration.ofMillis(50), Duration.ofMillis(200))))
                .build();
    }

    @AfterEach
    void stop() {
        over.countDown();
        engine.close();
        store.close();
    }

    @ParameterizedTest
    @EnumSource(Poison.class)
    void everyOtherSlotStaysAtWorkAndNoNeighbourIsClaimedTwice(Poison poison) {
        engine.start();
        RunId bad = strike(poison);
        boolean isHeld = poison == Poison.NEVER_RETURNS;
        if (isHeld) {
            awaitStruck();
        } else {
            awaitState(bad, RunState.FAILED);
        }
        // Each step of a neighbour goes on when one of each other slot has come: one slot less, and none ever would.
        int slots = isHeld ? SLOTS - 1 : SLOTS;
        meeting = new CyclicBarrier(slots);

        List<RunId> neighbours = neighbours(3 * slots);
        neighbours.forEach(run -> awaitState(run, RunState.COMPLETED));
        verify(neighbours);
        assertThat(find(bad)).isEqualTo(isHeld ? RunState.EXECUTING : RunState.FAILED);
        if (isHeld) {
            engine.runs().cancel(bad);
            awaitState(bad, RunState.CANCELED);
        }
    }

    /** Poison of every kind among them, three times, each time compared with as many neighbours alone just before. */
    @Test
    void theirPaceIsWrittenDown() {
        Form form = new Form("poison-pace");
        engine.start();
        int many = Form.pick(40, 200);
        double[] alone = new double[3];
        double[] beside = new double[3];
        int poisons = 0;
        for (int i = 0; i < 3; i++) {
            alone[i] = pace(neighbours(many));
            List<RunId> bad = new ArrayList<>();
            List<RunId> neighbours = new ArrayList<>();
            for (int part = 0; part < 4; part++) {
                for (Poison poison : Poison.values()) {
                    // One that never returns holds a slot for good; three of four are left to the neighbours.
                    if (poison != Poison.NEVER_RETURNS || i + part == 0) {
                        bad.add(strike(poison));
                    }
                }
                neighbours.addAll(neighbours(many / 4));
            }
            beside[i] = pace(neighbours);
            poisons += bad.size();
            verify(neighbours);
        }
        Arrays.sort(alone);
        Arrays.sort(beside);
        form.report(String.format(
                Locale.ROOT,
                "%d neighbours beside %d poisonous runs, one of which holds a slot of %d for good: %.0f runs/s, alone"
                        + " %.0f (medians of 3)",
                3 * many,
                poisons,
                SLOTS,
                beside[1],
                alone[1]));
    }

    /** Neighbours completed a second, by the database's clock. */
    private double pace(List<RunId> neighbours) {
        neighbours.forEach(run -> awaitState(run, RunState.COMPLETED));
        Number seconds = database.value(
                Number.class,
                "select extract(epoch from max(finished_at) - min(created_at)) from fermata.run"
                        + " where id = any (string_to_array(?, ',')::uuid[])",
                String.join(
                        ",",
                        neighbours.stream().map(run -> run.value().toString()).toList()));
        return neighbours.size() / Math.max(0.001, seconds == null ? 0 : seconds.doubleValue());
    }

    private void verify(List<RunId> neighbours) {
        assertThat(neighbours)
                .allSatisfy(run ->
                        assertThat(watch.lastClaim(run.value().toString())).isEqualTo(1));
        assertThat(ledger.repeated(2)).as("steps executed twice").isEmpty();
        assertThat(database.rows("select from fermata.worker where gone_at is not null or epoch > 1"))
                .as("workers that gave up")
                .isEmpty();
    }

    private RunId strike(Poison poison) {
        return poison == Poison.CANNOT_BE_DECODED ? garbage() : trigger("poison", '"' + poison.name() + '"');
    }

    /** A trigger would refuse it, so it is written past the trigger. */
    private RunId garbage() {
        NewRun run = new NewRun(
                new RunId(UUID.randomUUID()), "poison", "default", new byte[] {'{', 0}, null, null, Duration.ZERO);
        return store.onOwnConnection(connection -> {
            try {
                connection.setAutoCommit(false);
                store.ports().runs().accept(connection, List.of(run));
                connection.commit();
                connection.setAutoCommit(true);
                return run.id();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private List<RunId> neighbours(int many) {
        List<RunId> runs = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            runs.add(trigger("neighbour", String.valueOf(triggered++)));
        }
        return runs;
    }

    private RunId trigger(String task, String payload) {
        return engine.runs()
                .trigger(task, payload.getBytes(StandardCharsets.UTF_8), TriggerOptions.NONE)
                .run();
    }

    private void awaitStruck() {
        await().atMost(PATIENCE).until(() -> struck.getCount() == 0);
    }

    private void awaitState(RunId run, RunState state) {
        await().atMost(PATIENCE).until(() -> find(run).isTerminal());
        assertThat(find(run)).isEqualTo(state);
    }

    private RunState find(RunId run) {
        return engine.runs().find(run).orElseThrow().status().state();
    }

    private final class Here implements Deeds {

        @Override
        public void work(int run, int position) {
            ledger.begins("here", run, position);
            CyclicBarrier others = meeting;
            if (others != null) {
                try {
                    others.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
                    throw new IllegalStateException("a slot is missing", e);
                }
            }
        }

        @Override
        public String strike(String kind) {
            return switch (Poison.valueOf(kind)) {
                case OVERFLOWS_THE_STACK -> "never " + deeper(0);
                case CANNOT_BE_PRINTED -> throw new Unspeakable();
                case IS_TOO_LARGE -> "x".repeat(10 << 20);
                case CANNOT_BE_DECODED -> throw new IllegalStateException("it was decoded");
                case NEVER_RETURNS -> {
                    struck.countDown();
                    while (over.getCount() > 0) {
                        Form.lasts(Duration.ofMillis(5));
                    }
                    yield "late";
                }
            };
        }
    }

    private static int deeper(int level) {
        return level < 0 ? level : deeper(level + 1) + 1;
    }

    private static final class Unspeakable extends RuntimeException {

        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalStateException("no message");
        }

        @Override
        public String toString() {
            throw new IllegalStateException("no text");
        }
    }
}
