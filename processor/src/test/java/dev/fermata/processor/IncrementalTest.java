package dev.fermata.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.machine.TaskCatalog;
import dev.fermata.processor.Project.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds into an output that holds an earlier build: nothing is doubled, and nothing speaks for what is gone. */
class IncrementalTest {

    private static final String TWO = """
            package app;
            class Orders {
                @dev.fermata.Task(id = "first") int first(int n) { return step(n); }
                @dev.fermata.Task(id = "second") int second(int n) { return step(n); }
                @dev.fermata.Step int step(int n) { return n; }
            }
            """;

    private static final String OTHER =
            "package app; class Other { @dev.fermata.Task(id = \"other\") int other(int n) { return n; } }";

    @TempDir
    Path directory;

    @Test
    void theSameBuildTwiceChangesNothing() throws IOException {
        Outcome first = compile(TWO, OTHER);
        List<String> files = first.generated();
        String manifest = first.text("META-INF/fermata/first.frames");

        Outcome second = compile(TWO, OTHER);

        assertThat(second.problems()).isEmpty();
        assertThat(second.generated()).isEqualTo(files);
        assertThat(second.text("META-INF/fermata/first.frames")).isEqualTo(manifest);
        assertThat(tasks(second)).containsExactly("first", "second");
    }

    @Test
    void aTaskThatWasRemovedLeavesNothingThatSpeaksForIt() throws IOException {
        compile(TWO, OTHER);

        Outcome second = compile(TWO.replaceFirst("@dev.fermata.Task\\(id = \"second\"\\)", ""), OTHER);

        assertThat(second.problems()).isEmpty();
        assertThat(manifests()).containsExactly("first.frames", "other.frames");
        assertThat(tasks(second)).containsExactly("first");
    }

    @Test
    void aTaskWithAnotherIdLeavesNoManifestOfTheOldOne() throws IOException {
        compile(TWO);

        Outcome second = compile(TWO.replace("\"second\"", "\"renamed\""));

        assertThat(manifests()).containsExactly("first.frames", "renamed.frames");
        assertThat(tasks(second)).containsExactly("first", "renamed");
    }

    @Test
    void aMethodWithAnotherNameKeepsTheManifestOfItsTask() throws IOException {
        compile(TWO);

        Outcome second = compile(TWO.replace("int second(", "int renamed("));

        assertThat(manifests()).containsExactly("first.frames", "second.frames");
        assertThat(second.text("META-INF/fermata/second.frames")).contains("method app.Orders.renamed(int)");
    }

    @Test
    void aClassThatIsGoneLeavesNoManifest() throws IOException {
        compile(TWO, OTHER);

        // as a build tool does that compiles the whole module anew
        compile(TWO);

        assertThat(manifests()).containsExactly("first.frames", "second.frames");
    }

    @Test
    void aBuildOfOneFileLeavesThoseOfTheOthersAlone() throws IOException {
        compile(TWO, OTHER);

        // javac itself warns about a generated class that is written again
        Outcome second = new Project(directory)
                .lenient()
                .library(directory.resolve("classes"))
                .source(TWO.replace("return step(n)", "return step(n) + step(n + 1)"))
                .compile();

        assertThat(second.problems()).isEmpty();
        assertThat(manifests()).containsExactly("first.frames", "other.frames", "second.frames");
        assertThat(second.text("META-INF/fermata/first.frames")).contains("step(n)#1");
    }

    @Test
    void aBuildThatFailsRemovesNothing() throws IOException {
        compile(TWO);

        Outcome second = compile("package app; class Orders { nonsense }");

        assertThat(second.success()).isFalse();
        assertThat(manifests()).containsExactly("first.frames", "second.frames");
    }

    @Test
    void oneMistakeIsOneErrorHoweverOftenItIsBuilt() throws IOException {
        String wrong = TWO.replace(
                "return step(n); }\n    @dev.fermata.Task(id = \"second\")",
                "Runnable r = () -> step(n); return 0; }\n    @dev.fermata.Task(id = \"second\")");
        assertThat(wrong).isNotEqualTo(TWO);
        for (int build = 0; build < 2; build++) {
            assertThat(compile(wrong, OTHER).problems())
                    .hasSize(1)
                    .allMatch(problem -> problem.contains("FERMATA-1003"));
        }
    }

    private Outcome compile(String... sources) {
        Project project = new Project(directory);
        Stream.of(sources).forEach(project::source);
        return project.compile();
    }

    private static List<String> tasks(Outcome outcome) {
        return TaskCatalog.of(outcome.load("app.Orders")).orElseThrow().tasks().stream()
                .map(task -> task.method().getAnnotation(dev.fermata.Task.class).id())
                .toList();
    }

    private List<String> manifests() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("classes/META-INF/fermata"))) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }
}
