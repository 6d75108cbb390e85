package dev.fermata.engine.postgres;

import static dev.fermata.engine.postgres.StoredRun.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.engine.model.StoredFrame;
import dev.fermata.testing.postgres.FermataSchema;
import dev.fermata.testing.postgres.PostgresFixture;
import dev.fermata.testing.postgres.TestDatabase;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random frames against a model that keeps every one of them whole. After each checkpoint all that is kept must be
 * readable, and equal to the model: so no kept frame refers to a row that is gone. And rows are bounded by what is kept
 * and by the bytes of the frame, not by the steps. A seed alone repeats a failure:
 * {@code -Dfermata.seed=…}.
 */
@PostgresFixture(schema = FermataSchema.class)
class FramePropertyTest {

    private static final int STEPS = 220;

    private static final List<List<String>> SETS =
            List.of(List.of("a", "b", "c", "list"), List.of("a", "b", "list"), List.of("a", "c"), List.of());

    private final StoreFixture fixture;

    FramePropertyTest(TestDatabase database) {
        this.fixture = StoreFixture.empty(database);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    static LongStream seeds() {
        Long seed = Long.getLong("fermata.seed");
        return seed != null ? LongStream.of(seed) : new Random().longs(6);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aResumeEqualsTheOriginalAfterAnySequenceOfChanges(long seed) {
        System.out.println("frames of seed " + seed);
        Random random = new Random(seed);
        int keep = List.of(1, 2, 5, 30).get(random.nextInt(4));
        StoredRun run = StoredRun.begun(fixture, keep, SETS);
        Map<String, String> values = new TreeMap<>();
        Map<Integer, Map<List<String>, byte[]>> model = new HashMap<>();
        List<String> live = SETS.get(0);
        boolean shared = false;
        boolean calm = random.nextInt(3) > 0;
        int transacted = random.nextInt(3);
        int mostBytes = 0;
        for (int step = 1; step <= STEPS; step++) {
            if (random.nextInt(calm ? 250 : 25) == 0) {
                live = SETS.get(random.nextInt(SETS.size()));
            }
            if (random.nextInt(30) == 0) {
                shared = !shared;
            }
            for (String variable : live) {
                values.merge(variable, "", (old, none) -> old);
                if (random.nextInt(4) == 0) {
                    String other = values.getOrDefault(live.get(random.nextInt(live.size())), "");
                    values.compute(variable, (name, old) -> random.nextBoolean() ? other : old + "," + other);
                    values.computeIfPresent(variable, (name, now) -> now.length() > 6_000 ? "" : now);
                    continue;
                }
                if (calm && variable.equals("list") && random.nextInt(250) > 0) {
                    values.merge(variable, "," + text(random, 1 + random.nextInt(700)), String::concat);
                } else if (random.nextInt(3) == 0) {
                    values.compute(variable, (name, old) -> changed(random, name, String.valueOf(old)));
                }
            }
            Map<List<String>, byte[]> frame = frame(live, values, shared);
            if (random.nextInt(20) == 0) {
                run.placeInVain(frame(live, Map.of("a", "lost", "b", "", "c", "", "list", ""), shared));
            }
            if (transacted == 2 || (transacted == 1 && random.nextBoolean())) {
                run.checkpointInTransaction(frame);
            } else {
                run.checkpointOf(frame);
            }
            model.put(step, frame);
            mostBytes = Math.max(
                    mostBytes,
                    frame.values().stream().mapToInt(bytes -> bytes.length).sum());
            if (random.nextInt(15) == 0) {
                assertEqual(run.takeOver(), frame, "take-over at " + step);
            }
            if (step % 11 == 0 || step == STEPS) {
                assertThat(run.rows())
                        .as("rows of a run that keeps %s", keep)
                        .hasSizeLessThanOrEqualTo(3 * keep + 64 + mostBytes / 512);
                for (int kept = Math.max(1, step - keep + 1); kept <= step; kept++) {
                    StoredFrame read = run.frameAt(kept).orElseThrow();
                    assertEqual(
                            StoredRun.components(read),
                            Objects.requireNonNull(model.get(kept)),
                            "checkpoint " + kept + " at " + step);
                }
            }
        }
    }

    private static void assertEqual(
            Map<List<String>, byte[]> actual, Map<List<String>, byte[]> expected, String where) {
        assertThat(texts(actual)).as(where).isEqualTo(texts(expected));
    }

    private static Map<String, String> texts(Map<List<String>, byte[]> components) {
        Map<String, String> texts = new TreeMap<>();
        components.forEach((variables, bytes) ->
                texts.put(variables.toString(), new String(bytes, java.nio.charset.StandardCharsets.UTF_8)));
        return texts;
    }

    private static Map<List<String>, byte[]> frame(List<String> live, Map<String, String> values, boolean shared) {
        Map<List<String>, byte[]> components = new TreeMap<>(Comparator.comparing(Object::toString));
        List<String> alone = new ArrayList<>(live);
        if (shared && alone.containsAll(List.of("a", "c"))) {
            components.put(
                    List.of("a", "c"), bytes("{\"a\":\"" + values.get("a") + "\",\"c\":[" + values.get("c") + "]}"));
            alone.removeAll(List.of("a", "c"));
        }
        alone.forEach(name -> components.put(List.of(name), bytes("{\"" + name + "\":[" + values.get(name) + "]}")));
        return components;
    }

    /** Mostly what tasks do, sometimes what they hardly ever do. */
    private static String changed(Random random, String name, String old) {
        return switch (random.nextInt(name.equals("list") ? 12 : 5)) {
            case 0 -> text(random, random.nextInt(30));
            case 1 -> text(random, random.nextInt(6_000));
            case 2 -> old.substring(0, old.length() / 2) + text(random, random.nextInt(40));
            case 3 -> old.substring(0, old.length() - old.length() / 8);
            default -> old + "," + text(random, 1 + random.nextInt(random.nextInt(6) == 0 ? 4_000 : 120));
        };
    }

    private static String text(Random random, int length) {
        int kinds = random.nextBoolean() ? 3 : 5_000;
        StringBuilder text = new StringBuilder();
        IntStream.range(0, length).forEach(i -> text.append((char) ('a' + random.nextInt(kinds))));
        return text.toString();
    }
}
