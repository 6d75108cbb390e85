package dev.fermata.testing.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.testing.differential.Compilation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import org.junit.jupiter.api.Test;

/** What the pages show is what compiles. */
class SnippetsTest {

    private static final Pattern SNIPPET = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Path ROOT = Path.of("..");
    private static final String EXAMPLE = "example-app/src/main/java/dev/fermata/example/orders/OrderTasks.java";

    @Test
    void taskOfTheConceptsCompiles() throws IOException {
        List<String> snippets = snippets("docs/concepts.md");

        assertThat(snippets).hasSize(1);
        Compilation compilation = Compilation.of(Map.of("app/Reports.java", "package app;\n" + snippets.get(0)), 17);

        assertThat(compilation.diagnostics())
                .filteredOn(said -> said.getKind() == Diagnostic.Kind.ERROR)
                .isEmpty();
        assertThat(compilation.classes()).containsKey("app.Reports$Fermata");
    }

    @Test
    void taskOfTheReadmeIsTheExamples() throws IOException {
        String example = words(Files.readString(ROOT.resolve(EXAMPLE)));

        for (String line : snippets("README.md").get(0).split("\n")) {
            String code = words(line.replaceFirst("//.*", "").replace("…", ""));
            assertThat(example).as(line).contains(code);
        }
    }

    private static List<String> snippets(String page) throws IOException {
        Matcher matcher = SNIPPET.matcher(Files.readString(ROOT.resolve(page)));
        return matcher.results().map(found -> found.group(1)).collect(Collectors.toList());
    }

    private static String words(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }
}
