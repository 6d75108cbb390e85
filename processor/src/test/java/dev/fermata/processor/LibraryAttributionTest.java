package dev.fermata.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.processor.Project.Outcome;
import dev.fermata.processor.tree.AttributionProbe;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import javax.tools.Diagnostic;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Attributes well-known libraries, every class of them: what javac finds right in their sources has no error here. */
class LibraryAttributionTest {

    /** The build copies the source jars here. */
    private static final Path SOURCES = Path.of("target", "libraries");

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"commons-lang3, 230", "guava, 580"})
    void attributionFindsNoErrorThatJavacDoesNotFind(String library, int atLeast) throws IOException {
        Project project = new Project(directory).lenient();
        int files = addSources(project, library);
        AttributionProbe probe = new AttributionProbe();
        Outcome outcome = project.processors(probe).compile();

        assertThat(files).isGreaterThanOrEqualTo(atLeast);
        assertThat(probe.files()).isEqualTo(files);
        assertThat(errors(outcome)).isEmpty();
        assertThat(probe.errors()).isEmpty();
        assertThat(probe.untypedExpressions()).isEmpty();
    }

    private static int addSources(Project project, String library) throws IOException {
        int files = 0;
        try (JarFile jar = new JarFile(SOURCES.resolve(library + "-sources.jar").toFile())) {
            for (ZipEntry entry : jar.stream().toList()) {
                String name = entry.getName();
                boolean code = name.endsWith(".java") && !name.endsWith("-info.java");
                if (code && !name.startsWith("META-INF/")) {
                    byte[] text = jar.getInputStream(entry).readAllBytes();
                    project.source(Path.of(name), new String(text, StandardCharsets.UTF_8));
                    files++;
                }
            }
        }
        return files;
    }

    private static List<String> errors(Outcome outcome) {
        return outcome.diagnostics().stream()
                .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                .map(error -> "line " + error.getLineNumber() + ": " + error.getMessage(null))
                .toList();
    }
}
