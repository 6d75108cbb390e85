package dev.fermata.processor.lower;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.processor.model.CompiledTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every task under {@code samples}, run plainly and as a machine, with and without losing the machine at each point. */
class SampleTasksTest {

    private static final Path SAMPLES = Path.of("src/test/resources/samples");
    private static final List<Integer> INPUTS = List.of(-1, 0, 1, 2, 3, 7);

    @TestFactory
    Stream<DynamicTest> compiledTasksBehaveLikePlainJava() {
        return sources(SAMPLES).flatMap(SampleTasksTest::tests);
    }

    static Stream<Path> sources(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return new ArrayList<>(files.filter(file -> file.toString().endsWith(".java"))
                            .sorted()
                            .toList())
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String name(Path file) {
        return "samples." + file.getFileName().toString().replace(".java", "");
    }

    private static Stream<DynamicTest> tests(Path file) {
        String text = read(file);
        int release = text.contains("// needs 21") ? 21 : 17;
        if (Runtime.version().feature() < release) {
            return Stream.of();
        }
        SampleCompiler.Sample sample = SampleCompiler.lower(name(file), text);
        assertThat(sample.refusals()).isEmpty();
        ClassLoader classes = SampleCompiler.compile(sample, String.valueOf(release));
        return sample.tasks().stream()
                .filter(task -> task.task().isTask())
                .map(task -> DynamicTest.dynamicTest(
                        file.getFileName() + " " + task.task().taskId(), () -> compare(sample, classes, task)));
    }

    private static void compare(SampleCompiler.Sample sample, ClassLoader classes, CompiledTask task) {
        Driver driver = new Driver(classes, sample.owner(), task.task().taskId());
        for (Integer input : INPUTS) {
            Driver.Outcome plain = driver.plainly(input);
            assertThat(driver.compiled(false, input))
                    .as("input %s%n%s", input, task.source())
                    .isEqualTo(plain);
            assertThat(driver.compiled(true, input))
                    .as("input %s, crashing%n%s", input, task.source())
                    .isEqualTo(plain);
        }
    }
}
