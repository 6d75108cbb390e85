package dev.fermata.engine.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.fermata.engine.attack.Field.Orders;
import dev.fermata.engine.attack.Shape.Deed;
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
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Attack 3: a process halts once at each named place, in tasks of each shape; another goes on, and result and effects are
 * as without a halt. The quick form takes every fourth cell, each place and each shape, the long form ({@code -Dfermata.attacks=long}) all.
 */
class CrashPointsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** How many cells are worked on at a time: each spends most of its time waiting for a lease to end. */
    private static final int AT_ONCE = 4;

    /** Places where the step at hand has had its effect and its checkpoint is not committed. */
    private static final Set<Place> REPEATS = Set.of(Place.STEP_LEFT, Place.BEFORE_CHECKPOINT, Place.BEFORE_COMMIT);

    /** One halt. {@code times}: at which time the process comes by there. */
    private record Cell(Place place, Shape shape, int times) {

        @Override
        public String toString() {
            return place + " (time " + times + ") in " + shape;
        }
    }

    @TestFactory
    Stream<DynamicTest> halted() {
        Attacks attacks = Attacks.named("crash-points");
        List<Cell> cells = cells();
        if (!attacks.isLong()) {
            cells.removeIf(cell -> (cell.place().ordinal() + cell.shape().ordinal()) % 4 != 0);
        }
        long begun = System.nanoTime();
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        Map<Cell, CompletableFuture<Void>> results = new LinkedHashMap<>();
        cells.forEach(cell -> results.put(cell, CompletableFuture.runAsync(() -> halt(cell, Fault.NONE), threads)));
        threads.shutdown();
        CompletableFuture<Void> all = CompletableFuture.allOf(results.values().toArray(CompletableFuture[]::new));
        CompletableFuture<Void> unused = all.whenComplete((nothing, failure) -> {
            long passed = results.values().stream()
                    .filter(one -> !one.isCompletedExceptionally())
                    .count();
            attacks.report(
                    "%d cells of place and shape, %d as without a halt, %d seconds",
                    cells.size(),
                    passed,
                    Duration.ofNanos(System.nanoTime() - begun).toSeconds());
        });
        return results.entrySet().stream()
                .map(one -> DynamicTest.dynamicTest(one.getKey().toString(), () -> {
                    try {
                        one.getValue().join();
                    } catch (CompletionException e) {
                        throw Objects.requireNonNull(e.getCause());
                    }
                }));
    }

    @ParameterizedTest
    @CsvSource({"SEPARATE_COMMIT, BEFORE_CHECKPOINT, TRANSACTIONAL", "EARLY_ACKNOWLEDGEMENT, AFTER_CHECKPOINT, PLAIN"})
    void aFaultOfTheEngineWouldBeFound(Fault fault, Place place, Shape shape) {
        assertThatThrownBy(() -> halt(new Cell(place, shape, 2), fault))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("=2L");
    }

    private static List<Cell> cells() {
        List<Cell> cells = new ArrayList<>();
        for (Shape shape : Shape.values()) {
            for (Place place :
                    List.of(Place.STEP_ENTERED, Place.STEP_LEFT, Place.BEFORE_CHECKPOINT, Place.AFTER_CHECKPOINT)) {
                cells.add(new Cell(place, shape, 2));
            }
            for (Place place : List.of(
                    Place.BEFORE_CLAIM,
                    Place.AFTER_CLAIM,
                    Place.BEFORE_RETRY,
                    Place.AFTER_RETRY,
                    Place.BEFORE_COMPLETION,
                    Place.AFTER_COMPLETION,
                    Place.BEFORE_END,
                    Place.AFTER_END,
                    Place.AFTER_TAKE_OVER)) {
                cells.add(new Cell(place, shape, 1));
            }
            // The second is the first that declares anybody dead: until it has renewed for a lease a worker may not.
            cells.add(new Cell(Place.BEFORE_TAKE_OVER, shape, 2));
            if (shape != Shape.PLAIN) {
                cells.add(new Cell(Place.BEFORE_COMMIT, shape, shape == Shape.GUARDED ? 1 : 2));
            }
        }
        cells.add(new Cell(Place.BEFORE_SUSPENSION, Shape.SLEEP, 1));
        cells.add(new Cell(Place.AFTER_SUSPENSION, Shape.SLEEP, 1));
        return cells;
    }

    private static void halt(Cell cell, Fault fault) {
        Place place = cell.place();
        boolean isCanceled = place == Place.BEFORE_END || place == Place.AFTER_END;
        boolean isTakenOver = place == Place.BEFORE_TAKE_OVER || place == Place.AFTER_TAKE_OVER;
        boolean isRetried = place == Place.BEFORE_RETRY || place == Place.AFTER_RETRY;
        String second = cell.shape().deeds().get(1).step();
        Orders orders = new Orders(Duration.ZERO, isRetried ? second : "", isCanceled ? second : "");
        Plan plan = Plan.named("halting").withConcurrency(4).withOrders(orders).withFault(fault);
        try (Arena arena = new Arena(Duration.ofSeconds(1))) {
            RunId run = arena.trigger(cell.shape().task(), 7);
            if (isTakenOver) {
                halted(arena, plan.withTraps("HALT STEP_LEFT 2"), run, false);
                plan = plan.withLease(Duration.ofSeconds(1));
            }
            halted(arena, plan.withTraps("HALT " + place + " " + cell.times()), run, isCanceled);
            arena.here().engine().start();

            await(cell.toString()).atMost(PATIENCE).until(() -> arena.state(run).isTerminal());

            assertThat(arena.count("select count(*) from arena.ended")).isEqualTo(1);
            assertThat(Stuck.in(arena.database())).isEmpty();
            if (isCanceled) {
                assertCanceled(arena, cell.shape(), run);
            } else {
                assertCompleted(arena, cell, run);
            }
        }
    }

    /** Starts a process and waits until it has halted where it was to. */
    private static void halted(Arena arena, Plan plan, RunId run, boolean isCanceled) {
        JvmProcess process = arena.launch(plan);
        process.tell("start");
        if (isCanceled) {
            process.awaitLine("waiting"::equals, PATIENCE);
            arena.here().engine().runs().cancel(run);
        }
        int exit = process.awaitExit(PATIENCE);
        assertThat(exit).as(process::tail).isEqualTo(WorkerProcess.HALTED);
        arena.endLeases(plan.name());
    }

    private static void assertCompleted(Arena arena, Cell cell, RunId run) {
        Shape shape = cell.shape();
        assertThat(arena.state(run)).isEqualTo(RunState.COMPLETED);
        assertThat(arena.output(run)).isEqualTo("" + shape.result(7));
        assertThat(arena.ledger(run))
                .as("effects of transactional steps")
                .isEqualTo(expected(shape.deeds().stream().filter(Deed::isTransactional)));
        Map<String, Long> deeds = arena.deeds(run);
        Map<String, Long> once =
                expected(shape.deeds().stream().filter(deed -> !deed.isTransactional() && deed.isSuccessful()));
        boolean isTakenOver = cell.place() == Place.BEFORE_TAKE_OVER || cell.place() == Place.AFTER_TAKE_OVER;
        if (REPEATS.contains(cell.place()) || isTakenOver) {
            // At most the step that a halt caught. In a take-over there are two: of the process that is taken over, and
            // of the one that takes over and may have gone on with the run already.
            assertThat(deeds.keySet()).isEqualTo(once.keySet());
            assertThat(deeds.values().stream().mapToLong(Long::longValue).sum())
                    .isBetween((long) once.size(), once.size() + (isTakenOver ? 2L : 1L));
        } else {
            assertThat(deeds).as("executions of other steps").isEqualTo(once);
        }
    }

    private static void assertCanceled(Arena arena, Shape shape, RunId run) {
        assertThat(arena.state(run)).isEqualTo(RunState.CANCELED);
        if (shape == Shape.GUARDED) {
            assertThat(arena.deeds(run)).as("the finally block runs once").isEqualTo(Map.of("e", 1L));
        }
    }

    private static Map<String, Long> expected(Stream<Deed> deeds) {
        Map<String, Long> expected = new TreeMap<>();
        deeds.forEach(deed -> expected.put(deed.step(), 1L));
        return expected;
    }
}
