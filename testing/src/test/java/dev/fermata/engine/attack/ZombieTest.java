package dev.fermata.engine.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fermata.engine.FermataEngine;
import dev.fermata.engine.attack.Field.Orders;
import dev.fermata.engine.attack.WorkerProcess.Plan;
import dev.fermata.engine.model.RunId;
import dev.fermata.engine.model.RunState;
import dev.fermata.testing.cluster.JvmProcess;
import dev.fermata.testing.postgres.Stuck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Attack 2: whoever has lost a claim and does not know it writes nothing, neither a checkpoint nor an outcome nor the row
 * of a transactional step. Losing it by a time-out is not attacked: time-outs of steps do not exist yet.
 */
@Timeout(180)
class ZombieTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LEASE = Duration.ofSeconds(2);

    /** A run and where a thread of it is held when its process is frozen. */
    private record Held(Shape shape, Place place) {}

    private static final List<Held> IN_STEPS = List.of(
            new Held(Shape.PLAIN, Place.STEP_ENTERED),
            new Held(Shape.PLAIN, Place.STEP_LEFT),
            new Held(Shape.TRANSACTIONAL, Place.STEP_ENTERED),
            new Held(Shape.TRANSACTIONAL, Place.STEP_LEFT),
            new Held(Shape.TRANSACTIONAL, Place.BEFORE_CHECKPOINT));

    /** Each holds up all other writes of its process, so each has one of its own. */
    private static final List<Held> IN_WRITES = List.of(
            new Held(Shape.PLAIN, Place.BEFORE_CHECKPOINT),
            new Held(Shape.RETRYING, Place.BEFORE_RETRY),
            new Held(Shape.SLEEP, Place.BEFORE_SUSPENSION),
            new Held(Shape.LOOP, Place.BEFORE_COMPLETION),
            new Held(Shape.GUARDED, Place.BEFORE_END),
            new Held(Shape.TRANSACTIONAL, Place.BEFORE_COMMIT));

    @Test
    void aWorkerThatWasFrozenPastItsLeaseWritesNothingWhenItGoesOn() {
        Attacks attacks = Attacks.named("zombies");
        long begun = System.nanoTime();
        List<Held> held = new ArrayList<>(IN_STEPS);
        held.addAll(IN_WRITES);
        try (Arena arena = new Arena(Duration.ofSeconds(1))) {
            boolean isUntouched = freezeFinishAndThaw(arena, held, Fault.NONE);
            attacks.report(
                    "%d runs held by %d frozen processes, finished by another, then thawed: %s written, %d seconds",
                    held.size(),
                    IN_WRITES.size() + 1,
                    isUntouched ? "nothing" : "SOMETHING",
                    Duration.ofNanos(System.nanoTime() - begun).toSeconds());
            assertThat(isUntouched).isTrue();
        }
    }

    @Test
    void aMissingFenceWouldBeFound() {
        try (Arena arena = new Arena(Duration.ofSeconds(1))) {
            List<Held> held = List.of(new Held(Shape.PLAIN, Place.BEFORE_CHECKPOINT));
            assertThat(freezeFinishAndThaw(arena, held, Fault.NO_FENCE)).isFalse();
        }
        try (Arena arena = new Arena(Duration.ofSeconds(1))) {
            List<Held> held = List.of(new Held(Shape.TRANSACTIONAL, Place.BEFORE_CHECKPOINT));
            assertThat(freezeFinishAndThaw(arena, held, Fault.NO_FENCE)).isFalse();
        }
    }

    @Test
    void aThreadThatOutlivesItsClaimWritesNothingThoughItsOwnProcessClaimedTheRunAgain() {
        try (Arena arena = new Arena(LEASE)) {
            List<RunId> runs = new ArrayList<>();
            StringBuilder traps = new StringBuilder();
            for (Held held : IN_STEPS) {
                RunId run = arena.trigger(held.shape().task(), runs.size());
                runs.add(run);
                traps.append("HOLD ")
                        .append(held.place())
                        .append(" 1 ")
                        .append(run)
                        .append(';');
            }
            Plan plan = Plan.named("zombie").withLease(LEASE).withTraps(traps.toString());
            JvmProcess process = arena.launch(plan);
            process.tell("start");
            await().atMost(PATIENCE).until(() -> lines(process, "HOLD at") == runs.size());

            process.freeze();
            takeOverAndClaimNothing(arena);
            process.thaw();
            await().atMost(PATIENCE).until(() -> arena.count("select count(*) from fermata.active_run") == 0);
            assertThat(lines(process, "released")).isZero();
            List<?> before = written(arena);
            release(process, runs.size());

            assertThat(written(arena)).isEqualTo(before);
            assertThat(runs).allSatisfy(run -> assertThat(arena.state(run)).isEqualTo(RunState.COMPLETED));
            assertThat(arena.ledger(runs.get(3))).isEqualTo(Map.of("a", 1L, "b", 1L, "d", 1L));
        }
    }

    @Test
    void aStepThatOutlivesItsCancellationLeavesNeitherCheckpointNorRow() {
        try (Arena arena = new Arena(LEASE)) {
            RunId plain = arena.trigger(Shape.PLAIN.task(), 1);
            RunId transactional = arena.trigger(Shape.TRANSACTIONAL.task(), 2);
            Plan plan =
                    Plan.named("deaf").withTraps("HOLD STEP_LEFT 2 " + plain + ";HOLD STEP_LEFT 2 " + transactional);
            JvmProcess process = arena.launch(plan);
            process.tell("start");
            await().atMost(PATIENCE).until(() -> lines(process, "HOLD at") == 2);

            List.of(plain, transactional)
                    .forEach(run -> arena.here().engine().runs().cancel(run));
            await().atMost(PATIENCE)
                    .until(() ->
                            arena.count("select count(*) from fermata.active_run where not cancel_requested") == 0);
            // One heartbeat more, so that the cancellation has reached its threads.
            await().pollDelay(LEASE.dividedBy(2)).until(() -> true);
            release(process, 2);

            assertThat(List.of(plain, transactional))
                    .allSatisfy(run -> assertThat(arena.state(run)).isEqualTo(RunState.CANCELED))
                    .allSatisfy(run -> assertThat(arena.find(run).checkpoints())
                            .as("checkpoints")
                            .hasSize(1));
            assertThat(arena.ledger(transactional)).isEqualTo(Map.of("a", 1L));
            assertThat(arena.count("select count(*) from arena.ended")).isEqualTo(2);
        }
    }

    /** True: after the frozen processes went on, the databases are as they were before. */
    private static boolean freezeFinishAndThaw(Arena arena, List<Held> all, Fault fault) {
        Map<JvmProcess, Integer> zombies = new LinkedHashMap<>();
        List<RunId> runs = new ArrayList<>();
        List<Held> together = all.stream().filter(IN_STEPS::contains).toList();
        StringBuilder traps = new StringBuilder();
        for (Held held : together) {
            RunId run = arena.trigger(held.shape().task(), runs.size());
            runs.add(run);
            traps.append("HOLD ").append(held.place()).append(" 1 ").append(run).append(';');
        }
        Plan plan = Plan.named("zombie").withLease(LEASE).withFault(fault);
        // No slot is left for what the others are to hold.
        if (!together.isEmpty()) {
            JvmProcess zombie =
                    arena.launch(plan.withConcurrency(together.size()).withTraps(traps.toString()));
            zombie.tell("start");
            await().atMost(PATIENCE).until(() -> lines(zombie, "HOLD at") == together.size());
            zombies.put(zombie, together.size());
        }
        for (Held held : all.stream().filter(one -> !IN_STEPS.contains(one)).toList()) {
            RunId run = arena.trigger(held.shape().task(), runs.size());
            runs.add(run);
            boolean isCanceled = held.place() == Place.BEFORE_END;
            JvmProcess zombie = arena.launch(plan.withConcurrency(1)
                    .withOrders(new Orders(Duration.ZERO, "", isCanceled ? "b" : ""))
                    .withTraps("HOLD " + held.place() + " 1 " + run));
            zombie.tell("start");
            if (isCanceled) {
                zombie.awaitLine("waiting"::equals, PATIENCE);
                arena.here().engine().runs().cancel(run);
            }
            zombie.awaitLine(line -> line.startsWith("HOLD at"), PATIENCE);
            zombies.put(zombie, 1);
        }
        zombies.keySet().forEach(JvmProcess::freeze);

        arena.here().engine().start();
        await().atMost(PATIENCE).until(() -> arena.count("select count(*) from fermata.active_run") == 0);
        arena.here().engine().drain(Duration.ofSeconds(5));
        List<?> before = written(arena);
        // What is held goes on as soon as the process does: no sooner does it learn that its lease is lost.
        Map<JvmProcess, Long> answers = new LinkedHashMap<>();
        zombies.keySet().forEach(zombie -> answers.put(zombie, answered(zombie, runs)));
        zombies.keySet().forEach(zombie -> zombie.tell("release"));
        zombies.keySet().forEach(JvmProcess::thaw);
        // Whoever was about to write has tried to before its process ends; a transaction may have been ended by the
        // server.
        zombies.keySet().stream()
                .filter(zombie -> lines(zombie, "HOLD at HOLD BEFORE_") > lines(zombie, "HOLD at HOLD BEFORE_COMMIT"))
                .forEach(zombie -> await().atMost(PATIENCE)
                        .until(() -> answered(zombie, runs) > Objects.requireNonNull(answers.get(zombie))));
        if (fault != Fault.NONE) {
            // Draining would not wait for a write under a claim that is lost.
            await().atMost(PATIENCE).until(() -> !written(arena).equals(before));
        }
        zombies.forEach(ZombieTest::release);
        assertThat(Stuck.in(arena.database())).isEmpty();
        return written(arena).equals(before);
    }

    /** Lets what is held go on, until nothing of it is left. */
    private static void release(JvmProcess process, int held) {
        process.tell("release");
        await().atMost(PATIENCE).until(() -> lines(process, "released") == held);
        process.tell("drain");
        process.awaitLine("drained"::equals, PATIENCE);
        process.tell("quit");
        process.awaitExit(PATIENCE);
    }

    /** A worker that knows no task declares the frozen one dead. */
    private static void takeOverAndClaimNothing(Arena arena) {
        FermataEngine sweeper = FermataEngine.builder(arena.here().store())
                .worker(Node.settings("sweeper", 1, Duration.ofSeconds(1)))
                .build();
        sweeper.start();
        await().atMost(PATIENCE)
                .until(() -> arena.count("select count(*) from fermata.active_run where worker is not null") == 0);
        sweeper.drain(Duration.ZERO);
    }

    /** All that a write under a claim can change. */
    private static List<List<Map<String, @Nullable Object>>> written(Arena arena) {
        return List.of(
                arena.database().rows("select id, state, claim_number, finished_at from fermata.run order by id"),
                arena.database()
                        .rows(
                                "select run_id, sequence, claim_number, committed_at from fermata.checkpoint order by 1, 2"),
                arena.database().rows("select run_id from fermata.active_run"),
                arena.database().rows("select run_id, state from fermata.dead_letter order by 1"),
                arena.database().rows("select run, step, pid from arena.ledger order by 1, 2, 3"),
                arena.database().rows("select run, state, claim_number from arena.ended order by 1"));
    }

    /** How many writes for these runs the process has had an answer to. */
    private static long answered(JvmProcess process, List<RunId> runs) {
        return process.output().stream()
                .filter(line -> line.startsWith("answered"))
                .filter(line -> runs.stream().anyMatch(run -> line.endsWith(run.toString())))
                .filter(line -> !line.contains("AFTER_CLAIM"))
                .count();
    }

    private static long lines(JvmProcess process, String beginning) {
        return process.output().stream()
                .filter(line -> line.startsWith(beginning))
                .count();
    }
}
