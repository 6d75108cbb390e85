package dev.fermata.testing.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.testing.differential.Compilation;
import dev.fermata.testing.fuzz.Mismatch.Fate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ShrinkerTest {

    private static final String GUILTY = """
            package corpus;

            import dev.fermata.*;
            import dev.fermata.testing.fuzz.FuzzSteps;

            public class F1 extends FuzzSteps {

                @Task(id = "f1")
                public int run(int n) throws Exception {
                    int a = n * 2 + s(1, n);
                    for (int i = 0; i < 2; i++) {
                        tick();
                        a += i;
                    }
                    try {
                        if (n > 1) {
                            switch (n) {
                                case 2 -> a = three(s(2, a), 5L, 1 + s(99, n + a));
                                default -> done(3, a);
                            }
                        } else {
                            done(4, "else");
                        }
                    } finally {
                        a--;
                    }
                    return a;
                }
            }
            """;

    private static final String SMALLEST = """
            package corpus;

            import dev.fermata.*;
            import dev.fermata.testing.fuzz.FuzzSteps;

            public class F1 extends FuzzSteps {

                @Task(id = "f1")
                public int run(int n) throws Exception {
                    s(99, 0);
                    return 0;
                }
            }
            """;

    /** Every program in which a certain step is called counts as wrong. */
    @Test
    void keepsOnlyWhatTheMismatchNeeds() {
        Program program = new Program("F1", 1, 17, GUILTY, List.of());

        Program shrunk = new Shrinker(ShrinkerTest::wrong)
                .shrink(new Mismatch(program, Fate.DIVERGES, ""))
                .program();

        assertThat(shrunk.renamed("F1", shrunk.text()).text().lines().filter(line -> !line.isBlank()))
                .containsExactlyElementsOf(
                        SMALLEST.lines().filter(line -> !line.isBlank()).toList());
    }

    private static List<Mismatch> wrong(List<Program> programs) {
        List<Program> guilty = new ArrayList<>(programs);
        guilty.removeIf(program -> !program.text().contains("s(99, "));
        while (!guilty.isEmpty()) {
            Map<String, String> sources = guilty.stream().collect(Collectors.toMap(Program::path, Program::text));
            Set<String> broken = Compilation.of(sources, 17, List.of()).errors().stream()
                    .map(error -> error.getSource().getName())
                    .collect(Collectors.toSet());
            if (!guilty.removeIf(program -> broken.stream().anyMatch(file -> file.endsWith(program.path())))) {
                break;
            }
        }
        return guilty.stream()
                .map(program -> new Mismatch(program, Fate.DIVERGES, ""))
                .toList();
    }
}
