package dev.fermata.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.processor.diagnostic.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whoever is refused is shown a way that works: the rewrite of each code is a task that the corpus tests. */
class RewritesTest {

    private static final Path CORPUS = Path.of("src", "test", "resources", "corpus");
    private static final Pattern ID = Pattern.compile("@Task\\(id = \"([^\"]+)\"");

    @Test
    void everyCodeHasARewriteOrSaysWhereHelpIsFound() throws IOException {
        Set<String> codes = Arrays.stream(Code.values()).map(Code::id).collect(Collectors.toCollection(TreeSet::new));
        assertThat(rewrites().keySet()).containsAll(codes);
        codes.add("FERMATA-4113");
        assertThat(codes).containsAll(rewrites().keySet());
    }

    @Test
    void everyRewriteIsATaskOfTheCorpusThatIsNotRefused() throws IOException {
        Set<String> tasks = tasks();
        assertThat(rewrites()).allSatisfy((code, rewrite) -> {
            if (rewrite.startsWith("-")) {
                assertThat(rewrite).matches("- .+");
            } else {
                assertThat(tasks).contains(rewrite);
                assertThat(Corpus.ALL.refuses(rewrite)).isFalse();
            }
        });
    }

    private static Map<String, String> rewrites() throws IOException {
        Map<String, String> rewrites = new LinkedHashMap<>();
        for (String line : Files.readAllLines(CORPUS.resolve("rewrites.txt"))) {
            if (line.startsWith("FERMATA-")) {
                String[] words = line.split(" ", 2);
                assertThat(rewrites.put(words[0], words[1])).as(line).isNull();
            }
        }
        return rewrites;
    }

    /** Also those of a newer release than this JDK knows. */
    private static Set<String> tasks() throws IOException {
        Set<String> tasks = new TreeSet<>();
        try (Stream<Path> files = Files.walk(CORPUS)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                ID.matcher(Files.readString(file)).results().forEach(match -> tasks.add(match.group(1)));
            }
        }
        return tasks;
    }
}
