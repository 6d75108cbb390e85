package dev.fermata.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.processor.Project.Outcome;
import dev.fermata.processor.tree.AttributionProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Attributes code that was not written for it: every class of this module and of the annotations, all at once. */
class ForeignCodeTest {

    @TempDir
    Path directory;

    @Test
    void findsNoErrorWhereJavacFindsNone() throws IOException {
        Project project = new Project(directory).lenient();
        int count = 0;
        for (Path root :
                List.of(Path.of("src/main/java"), Path.of("src/test/java"), Path.of("../annotations/src/main/java"))) {
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.filter(path -> path.toString().endsWith(".java"))
                        .filter(path -> !path.endsWith("package-info.java"))
                        .toList()) {
                    project.source(root.relativize(file), Files.readString(file));
                    count++;
                }
            }
        }
        AttributionProbe probe = new AttributionProbe();
        Outcome outcome = project.processors(probe).compile();
        assertThat(outcome.success()).as("%s", outcome.problems()).isTrue();
        assertThat(probe.errors()).isEmpty();
        assertThat(probe.files()).isGreaterThan(count / 2);
        assertThat(probe.untypedExpressions()).isEmpty();
    }
}
