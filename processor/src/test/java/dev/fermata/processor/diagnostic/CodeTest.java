package dev.fermata.processor.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CodeTest {

    @Test
    void everyCodeHasOneNumberAndASectionInTheDocumentation() throws IOException {
        String[] documented = Files.readAllLines(Path.of("../docs/diagnostics.md")).stream()
                .filter(line -> line.startsWith("### FERMATA-"))
                .map(line -> line.substring("### ".length()))
                .toArray(String[]::new);
        assertThat(Arrays.stream(Code.values()).map(Code::id)).containsExactlyInAnyOrder(documented);
    }

    @Test
    void everySentenceSaysWhatIsWrongAndThenHowToMendIt() {
        assertThat(Code.values())
                .allSatisfy(code ->
                        assertThat(code.sentence("a", "b", 3, 4, "e")).matches("(?s)FERMATA-\\d{4}: .+\\. .+\\."));
    }
}
