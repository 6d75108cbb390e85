package dev.fermata.testing.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.testing.differential.Compilation;
import dev.fermata.testing.fuzz.Mismatch.Fate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Random tasks, plain and compiled. {@code -Dfermata.fuzz.seed} is the seed of the first, {@code -Dfermata.fuzz.programs}
 * their number; {@code -Pfuzz} runs 50 000. A mismatch is printed as a corpus file, made as small as it gets.
 */
class FuzzTest {

    private static final long FIRST_SEED = Long.getLong("fermata.fuzz.seed", 1);
    private static final int PROGRAMS = Integer.getInteger("fermata.fuzz.programs", 2_000);
    private static final int BATCH = 50;

    /** With fewer, chance leaves cells of the table empty. */
    private static final int PROGRAMS_FOR_THE_TABLE = 2_000;

    private static final int MOST_PRINTED = 3;

    private final Coverage coverage = new Coverage();

    @Test
    void randomTasksEqualPlainJava() throws ExecutionException, InterruptedException {
        System.out.println("fermata.fuzz.seed=" + FIRST_SEED + " fermata.fuzz.programs=" + PROGRAMS);
        List<Mismatch> mismatches = runAll();
        System.out.println(coverage);

        assertThat(describe(mismatches)).isEmpty();
        assertThat(coverage.programs() + coverage.miscompiledByJavac()).isEqualTo(PROGRAMS);
        assertThat(coverage.miscompiledByJavac()).isLessThan(PROGRAMS / 20 + 2);
        if (PROGRAMS >= PROGRAMS_FOR_THE_TABLE) {
            assertThat(coverage.empty()).isEmpty();
        }
    }

    private List<Mismatch> runAll() throws ExecutionException, InterruptedException {
        ExecutorService threads =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            List<Future<List<Mismatch>>> batches = new ArrayList<>();
            for (long seed = FIRST_SEED; seed < FIRST_SEED + PROGRAMS; seed += BATCH) {
                long from = seed;
                long to = Math.min(seed + BATCH, FIRST_SEED + PROGRAMS);
                batches.add(threads.submit(() -> new Fuzzer(coverage).run(programs(from, to))));
            }
            List<Mismatch> mismatches = new ArrayList<>();
            for (Future<List<Mismatch>> batch : batches) {
                mismatches.addAll(batch.get());
            }
            return mismatches;
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<Program> programs(long from, long to) {
        int release = Compilation.newestRelease() >= 21 && from / BATCH % 2 == 1 ? 21 : 17;
        return LongStream.range(from, to)
                .mapToObj(seed -> Generator.generate("F" + seed, seed, release))
                .toList();
    }

    /** One of each kind. */
    private static String describe(List<Mismatch> mismatches) {
        Map<String, Mismatch> kinds = new LinkedHashMap<>();
        mismatches.forEach(mismatch -> kinds.merge(mismatch.signature(), mismatch, Mismatch::shorter));
        StringBuilder text = new StringBuilder();
        kinds.values().stream().limit(MOST_PRINTED).map(FuzzTest::smallest).forEach(text::append);
        return mismatches.isEmpty() ? "" : mismatches.size() + " mismatches, of kinds " + kinds.keySet() + "\n" + text;
    }

    private static Mismatch smallest(Mismatch mismatch) {
        return mismatch.fate() == Fate.INVALID
                ? mismatch
                : new Shrinker(candidates -> Fuzzer.thorough().run(candidates)).shrink(mismatch);
    }
}
