package dev.fermata.testing.builds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fermata.testing.differential.BuildDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One build after another in one directory, by Maven: what is there afterwards is what a first build would have made. */
@Timeout(900)
class MavenBuildTest {

    private static final String ORDERS = """
            package app;

            import dev.fermata.*;

            public class Orders {
                @Task(id = "first") int first(int n) { return step(n); }

                @Task(id = "second") int second(int n) { return help(step(n)); }

                @Suspends int help(int n) { return step(n); }

                @Step int step(int n) { return n; }
            }
            """;

    private static final String OTHER = """
            package app;

            import dev.fermata.*;

            public class Other {
                private final Orders orders = new Orders();

                @Task(id = "other") int other(int n) { return orders.step(n); }
            }
            """;

    @TempDir
    Path directory;

    private final Map<String, String> sources = new LinkedHashMap<>();
    private int builds;

    @Test
    void nothingIsStaleAndNothingIsDoubledWhateverIsEdited() throws Exception {
        Optional<MavenProject> found = MavenProject.in(Files.createDirectories(directory.resolve("project")));
        assumeTrue(found.isPresent(), "no Maven runs this test");
        MavenProject project = found.get();
        write(project, "app/Orders.java", ORDERS);
        write(project, "app/Other.java", OTHER);
        project.compile();
        assertIsAsBuiltAnew(project, "the first build");
        Map<String, String> first = contents(project.classes());

        assertThat(project.compile()).contains("Nothing to compile");
        assertThat(contents(project.classes())).as("nothing touched").isEqualTo(first);

        write(project, "app/Orders.java", ORDERS.replace("return step(n); }\n\n    @Task(id = \"second\")", """
                int a = step(n); return a + step(n + 1); }

                    @Task(id = "second")"""));
        project.compile();
        assertIsAsBuiltAnew(project, "a task changed");
        assertThat(contents(project.classes()).get("META-INF/fermata/first.frames"))
                .isNotEqualTo(first.get("META-INF/fermata/first.frames"));

        write(
                project,
                "app/Orders.java",
                ORDERS.replace("\"second\"", "\"renamed\"")
                        .replace("second(", "renamed(")
                        .replace("help(", "assist("));
        project.compile();
        assertIsAsBuiltAnew(project, "a task and a helper renamed");
        assertThat(contents(project.classes()))
                .containsKeys("META-INF/fermata/renamed.frames", "app/Orders$renamed.class", "app/Orders$assist.class");

        sources.remove("app/Other.java");
        project.delete("app/Other.java");
        project.compile();
        assertIsAsBuiltAnew(project, "a class deleted");

        write(project, "app/Orders.java", "package app; public class Orders {}");
        project.compile();
        assertIsAsBuiltAnew(project, "no task left");
        assertThat(contents(project.classes())).containsOnlyKeys("app/Orders.class");
    }

    private void write(MavenProject project, String file, String text) throws IOException {
        sources.put(file, text);
        project.write(file, text);
    }

    private void assertIsAsBuiltAnew(MavenProject project, String after) throws IOException {
        Path anew = BuildDirectory.compile(directory.resolve("anew" + ++builds), sources);
        assertThat(contents(project.classes())).as(after).isEqualTo(contents(anew));
        assertThat(names(project.generatedSources(), ".java")).as(after).isEqualTo(names(anew, ".java"));
    }

    /** All files by name; the text of manifests. */
    private static Map<String, String> contents(Path classes) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        for (String name : names(classes, ".class")) {
            contents.put(name, "");
        }
        for (String name : names(classes, ".frames")) {
            contents.put(name, Files.readString(classes.resolve(name)));
        }
        return contents;
    }

    private static List<String> names(Path root, String suffix) throws IOException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> name.endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }
}
