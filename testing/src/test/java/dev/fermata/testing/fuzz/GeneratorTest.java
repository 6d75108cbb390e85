package dev.fermata.testing.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.testing.differential.Compilation;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GeneratorTest {

    @ParameterizedTest
    @ValueSource(ints = {17, 21})
    void everyProgramIsJava(int release) {
        if (release > Compilation.newestRelease()) {
            return;
        }
        Map<String, String> sources = new HashMap<>();
        for (long seed = 1_000_000; seed < 1_000_200; seed++) {
            Program program = Generator.generate("F" + seed, seed, release);
            sources.put(program.path(), program.text());
        }
        Compilation plain = Compilation.of(sources, release, java.util.List.of());
        assertThat(plain.errors()).as(plain::describe).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 77, 123_456_789_012L})
    void sameSeedGivesTheSameProgram(long seed) {
        assertThat(Generator.generate("F1", seed, 17)).isEqualTo(Generator.generate("F1", seed, 17));
    }
}
