package dev.fermata.processor.lower;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every line marked {@code // REFUSED FERMATA-nnnn} under {@code refused} is refused with that code, and no other line. */
class RefusalTest {

    private static final String MARK = "// REFUSED ";

    @TestFactory
    Stream<DynamicTest> whatCannotBeCompiledIsRefusedAtItsLine() {
        return SampleTasksTest.sources(Path.of("src/test/resources/refused"))
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)));
    }

    private static void check(Path file) {
        String text = SampleTasksTest.read(file);
        List<String> expected = new ArrayList<>();
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            int mark = lines[i].indexOf(MARK);
            if (mark >= 0) {
                for (String code : lines[i].substring(mark + MARK.length()).split(",", -1)) {
                    expected.add((i + 1) + " " + code.trim());
                }
            }
        }
        SampleCompiler.Sample sample = SampleCompiler.lower(SampleTasksTest.name(file), text);
        List<String> refused = sample.refusals().stream()
                .map(refusal -> refusal.replaceFirst(":.*", ""))
                .toList();
        assertThat(refused).as("%s", sample.refusals()).containsExactlyInAnyOrderElementsOf(expected);
    }
}
