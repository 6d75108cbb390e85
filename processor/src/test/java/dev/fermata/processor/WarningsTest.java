package dev.fermata.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.processor.Project.Outcome;
import java.nio.file.Path;
import javax.tools.Diagnostic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is compiled with a warning, once at its words, and how that is turned off. */
class WarningsTest {

    private static final String SHARING = """
            package app;
            class Sharing {
                private final java.util.List<String> names = new java.util.ArrayList<>();
                @dev.fermata.Step String step(int n) { return "" + n; }
                @dev.fermata.Task(id = "sharing") boolean run(int n) {
                    String word = step(n);
                    java.util.List<String> mine = names;
                    java.util.List<Integer> all = dev.fermata.Durable.all(() -> word == step(1) ? 1 : 2);
                    mine.add(word);
                    return word == "a" || all.isEmpty();
                }
            }
            """;

    @TempDir
    Path directory;

    @Test
    void theClassIsCompiledAndTheWarningStandsOnceAtItsWords() {
        Outcome outcome = new Project(directory).lenient().source(SHARING).compile();

        assertThat(outcome.success()).isTrue();
        assertThat(outcome.diagnostics())
                .filteredOn(diagnostic -> diagnostic.getMessage(null).contains("FERMATA-"))
                .allMatch(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.WARNING);
        assertThat(outcome.problems())
                .extracting(problem -> problem.replaceFirst(" (FERMATA-\\d+).*", " $1"))
                .containsExactlyInAnyOrder(
                        "Sharing.java:7 FERMATA-1027", "Sharing.java:8 FERMATA-1026", "Sharing.java:10 FERMATA-1026");
        assertThat(outcome.problems())
                .anyMatch(
                        problem -> problem.contains("variable 'mine' holds the object of field 'names', is needed when"
                                + " step 'all' (line 8) has been called"));
    }

    @Test
    void whoMeansItSaysSoAtTheMethodOrItsClass() {
        String method = SHARING.replace(
                "@dev.fermata.Task", "@SuppressWarnings({\"FERMATA-1026\", \"FERMATA-1027\"})\n    @dev.fermata.Task");
        String type = SHARING.replace("class Sharing", "@SuppressWarnings(\"FERMATA-1026\") class Sharing");

        assertThat(new Project(directory).source(method).compile().problems()).isEmpty();
        assertThat(new Project(directory.resolve("type"))
                        .lenient()
                        .source(type)
                        .compile()
                        .problems())
                .singleElement()
                .asString()
                .contains("FERMATA-1027");
    }
}
