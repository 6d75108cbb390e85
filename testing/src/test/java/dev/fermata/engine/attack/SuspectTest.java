package dev.fermata.engine.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fermata.engine.attack.Field.Orders;
import dev.fermata.engine.attack.WorkerProcess.Plan;
import dev.fermata.engine.model.RunId;
import dev.fermata.engine.model.RunState;
import dev.fermata.testing.cluster.JvmProcess;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run that lost two claims executes alone: then it is known whether it is what brings its processes down. */
@Timeout(180)
class SuspectTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @Test
    void aRunThatHaltsItsProcessEndsCrashedAndItsNeighboursComplete(@TempDir Path directory) {
        try (Arena arena = new Arena(Duration.ofSeconds(2))) {
            RunId killer = arena.trigger("halting", 1);
            List<RunId> neighbours = new ArrayList<>();
            for (int n = 2; n < 40; n++) {
                neighbours.add(arena.trigger(Shape.LOOP.task(), n));
            }

            List<Map<RunId, Place>> deaths = new ArrayList<>();
            for (int process = 1; process <= 3; process++) {
                deaths.add(deathOf(arena, process, directory));
            }
            Plan last = plan(4, directory);
            arena.launch(last).tell("start");
            await().atMost(PATIENCE).until(() -> arena.count("select count(*) from fermata.active_run") == 0);

            assertThat(deaths.get(0)).as("in company at first").hasSizeGreaterThan(1);
            assertThat(deaths.get(2).keySet()).as("alone at last").containsExactly(killer);
            assertThat(arena.state(killer)).isEqualTo(RunState.CRASHED);
            assertThat(new String(
                            Objects.requireNonNull(arena.find(killer).body().failure()), StandardCharsets.UTF_8))
                    .contains("FERMATA-4001")
                    .contains("lost its worker or its memory 3 times");
            assertThat(arena.database().rows("select run_id, state, lost_claims from fermata.dead_letter"))
                    .singleElement()
                    .isEqualTo(Map.of("run_id", killer.value(), "state", "CRASHED", "lost_claims", 3));
            assertThat(neighbours)
                    .allSatisfy(run -> assertThat(arena.state(run)).isEqualTo(RunState.COMPLETED));
            assertThat(arena.count("select count(*) from fermata.checkpoint where attempts > 1"))
                    .as("steps that used up an attempt")
                    .isZero();
        }
    }

    @Test
    void suspectsExecuteOneAfterAnotherAndNothingBesideThem() {
        Overlaps overlaps = new Overlaps();
        try (Arena arena = new Arena(Duration.ofSeconds(2));
                Node node = arena.open("node", overlaps, Duration.ofMillis(20), Fault.NONE)) {
            List<RunId> runs = new ArrayList<>();
            for (int n = 0; n < 60; n++) {
                runs.add(arena.trigger(Shape.LOOP.task(), n));
            }
            node.engine().start();
            await().until(() -> overlaps.most() > 4);

            for (int n = 0; n < 5; n++) {
                RunId suspect = arena.triggerSuspect(Shape.LOOP.task(), n, overlaps::suspect);
                runs.add(suspect);
            }

            await().atMost(PATIENCE).until(() -> arena.count("select count(*) from fermata.active_run") == 0);
            assertThat(runs).allSatisfy(run -> assertThat(arena.state(run)).isEqualTo(RunState.COMPLETED));
            assertThat(overlaps.ofSuspects()).isEmpty();
            assertThat(overlaps.suspectsSeen()).isEqualTo(5);
            assertThat(arena.count("select count(*) from fermata.checkpoint where attempts > 1"))
                    .isZero();
        }
    }

    @Test
    void aSuspectThatWaitsForASlowNeighbourIsNotHeldByAnybodyAndTheNeighbourLosesNothing() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        try (Arena arena = new Arena(Duration.ofSeconds(2));
                Node node = arena.open("node", (place, run) -> hold(place, slow), Duration.ZERO, Fault.NONE)) {
            RunId neighbour = arena.trigger(Shape.PLAIN.task(), 1);
            node.engine().start();
            await().until(() -> arena.count("select count(*) from fermata.active_run where worker is not null") == 1);
            RunId suspect = arena.triggerSuspect(Shape.LOOP.task(), 2, run -> {});
            RunId other = arena.trigger(Shape.PLAIN.task(), 3);

            await().during(Duration.ofSeconds(2))
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> arena.count(
                                    "select count(*) from fermata.active_run where run_id = ? and worker is null",
                                    suspect.value())
                            == 1);
            slow.countDown();

            await().atMost(PATIENCE).until(() -> arena.count("select count(*) from fermata.active_run") == 0);
            assertThat(List.of(neighbour, suspect, other))
                    .allSatisfy(run -> assertThat(arena.state(run)).isEqualTo(RunState.COMPLETED));
            assertThat(arena.deeds(neighbour)).isEqualTo(Map.of("a", 1L, "b", 1L, "c", 1L));
        }
    }

    private static void hold(Place place, CountDownLatch gate) {
        if (place == Place.STEP_LEFT) {
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static Plan plan(int process, Path directory) {
        return Plan.named("process-" + process)
                .withConcurrency(64)
                .withLease(Duration.ofSeconds(2))
                .withMarks(directory.resolve("marks-" + process))
                .withOrders(new Orders(Duration.ofMillis(400), "", ""));
    }

    private static Map<RunId, Place> deathOf(Arena arena, int number, Path directory) {
        Plan plan = plan(number, directory);
        JvmProcess process = arena.launch(plan);
        process.tell("start");
        int exit = process.awaitExit(PATIENCE);
        assertThat(exit).as(process::tail).isEqualTo(WorkerProcess.HALTED);
        return Marks.of(directory.resolve("marks-" + number)).all();
    }

    /** Who was inside a step while a suspect was. */
    private static final class Overlaps implements Watcher {

        private final Set<RunId> inside = new HashSet<>();
        private final Set<RunId> suspects = ConcurrentHashMap.newKeySet();
        private final Set<RunId> seen = ConcurrentHashMap.newKeySet();
        private final ConcurrentLinkedQueue<String> found = new ConcurrentLinkedQueue<>();
        private int most;

        @Override
        public synchronized void at(Place place, @Nullable RunId run) {
            if (run == null) {
                return;
            }
            if (place == Place.STEP_ENTERED) {
                inside.add(run);
                most = Math.max(most, inside.size());
                for (RunId suspect : suspects) {
                    if (inside.contains(suspect) && inside.size() > 1) {
                        found.add(suspect + " beside " + inside);
                    }
                }
            } else if (place == Place.STEP_LEFT) {
                inside.remove(run);
            } else if (place == Place.AFTER_CHECKPOINT && suspects.remove(run)) {
                // From its first checkpoint on it is like any other.
                seen.add(run);
            }
        }

        synchronized int most() {
            return most;
        }

        void suspect(RunId run) {
            boolean unused = suspects.add(run);
        }

        List<String> ofSuspects() {
            return List.copyOf(found);
        }

        int suspectsSeen() {
            return seen.size();
        }
    }
}
