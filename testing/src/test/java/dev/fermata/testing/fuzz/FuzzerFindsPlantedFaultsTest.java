package dev.fermata.testing.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.corpus.PlantedFault;
import dev.fermata.testing.fuzz.Mismatch.Fate;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The generator alone finds every mistake planted in the compiler, within the programs of the test command: some program
 * runs and does something else. Programs that the faulty compiler cannot compile do not count.
 */
class FuzzerFindsPlantedFaultsTest {

    private static final long FIRST_SEED = 1;
    private static final int MOST_PROGRAMS = 2_000;
    private static final int BATCH = 40;

    @TestFactory
    Stream<DynamicTest> generatorFindsThePlantedFault() {
        return Stream.of(PlantedFault.ALL, PlantedFault.NESTED)
                .flatMap(List::stream)
                .map(fault -> DynamicTest.dynamicTest(fault.name(), () -> {
                    long programs = programsUntilFound(fault);
                    System.out.println("found after at most " + programs + " programs: " + fault.name());
                    assertThat(programs).isLessThanOrEqualTo(MOST_PROGRAMS);
                }));
    }

    private static long programsUntilFound(PlantedFault fault) {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + MOST_PROGRAMS; seed += BATCH) {
            List<Program> programs = LongStream.range(seed, seed + BATCH)
                    .mapToObj(one -> Generator.generate("F" + one, one, 17))
                    .toList();
            if (Fuzzer.of(fault::processor).run(programs).stream()
                    .anyMatch(mismatch -> mismatch.fate() == Fate.DIVERGES)) {
                return seed + BATCH - FIRST_SEED;
            }
        }
        return Long.MAX_VALUE;
    }
}
