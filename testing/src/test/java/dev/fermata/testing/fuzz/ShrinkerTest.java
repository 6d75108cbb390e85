package dev.fermata.testing.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.testing.fuzz.Mismatch.Fate;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShrinkerTest {

    /** Every program in which a certain step is called counts as wrong. */
    @Test
    void keepsOnlyWhatTheMismatchNeeds() {
        Program program = Generator.generate("F1", 1, 17);
        String guilty = program.text()
                .replace("        return ", "        if (n > 1) { t(\"a\", 1 + s(99, n)); }\n        return ");
        Mismatch mismatch = new Mismatch(program.renamed("F1", guilty), Fate.DIVERGES, "");

        Mismatch shrunk = new Shrinker(ShrinkerTest::wrong).shrink(mismatch);

        assertThat(shrunk.program().text()).contains("s(99, ").hasLineCount(15);
    }

    private static List<Mismatch> wrong(List<Program> programs) {
        return programs.stream()
                .filter(program -> program.text().contains("s(99, "))
                .map(program -> new Mismatch(program, Fate.DIVERGES, ""))
                .toList();
    }
}
