package dev.fermata.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

class GeneratedClassesTest {

    private static final Path CHECKED_IN = Path.of("src", "main", "java");

    // jOOQ writes one more suppressed warning on JDK 21 and newer: what is checked in comes from 17
    @Test
    @EnabledForJreRange(max = JRE.JAVA_20)
    void checkedInClassesAreWhatTheMigrationsGenerate(@TempDir Path fresh) throws Exception {
        JooqGenerator.generate(fresh);

        assertThat(classes(fresh)).isNotEmpty();
        assertThat(classes(CHECKED_IN))
                .as("run: mvn -Dquick -Pgenerate-jooq -pl jooq-schema process-test-classes")
                .isEqualTo(classes(fresh));
    }

    private static Map<String, String> classes(Path sources) throws IOException {
        Path root = sources.resolve(JooqGenerator.PACKAGE.replace('.', '/'));
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            files.filter(Files::isRegularFile)
                    .forEach(file -> texts.put(root.relativize(file).toString().replace('\\', '/'), text(file)));
        }
        return texts;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
