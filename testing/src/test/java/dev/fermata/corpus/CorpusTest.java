package dev.fermata.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fermata.testing.differential.Compilation;
import dev.fermata.testing.differential.TaskUnderTest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every task of the corpus, plain and compiled, with all inputs, faults and crashes; or refused with the code that {@code
 * unsupported.txt} says. A refused task that has become supported fails here until its line is removed.
 */
class CorpusTest {

    /** For a quick look at some files: part of their names. */
    private static final String ONLY = System.getProperty("fermata.corpus", "");

    private static Stream<Corpus.File> files() {
        return Corpus.ALL.files().stream().filter(file -> file.name().contains(ONLY));
    }

    @TestFactory
    Stream<DynamicContainer> compiledTasksEqualPlainJava() {
        return files().map(file -> DynamicContainer.dynamicContainer(file.name(), tests(file)));
    }

    @TestFactory
    Stream<DynamicTest> unsupportedTasksAreRefusedWithTheirCode() {
        return files().flatMap(file -> file.source().taskIds().stream()
                .filter(Corpus.ALL::refuses)
                .map(id -> DynamicTest.dynamicTest(id, () -> assertRefused(file, id))));
    }

    /** Positions count characters: lines that end otherwise, and a file without a last line end, move them all. */
    @Test
    void carriageReturnsDoNotMatter() {
        Corpus.File file = Corpus.ALL.files().stream()
                .filter(one -> one.name().endsWith("Names.java"))
                .findFirst()
                .orElseThrow();
        Map<String, String> windows = new HashMap<>();
        file.source()
                .only(id -> !Corpus.ALL.refuses(id))
                .forEach((path, text) -> windows.put(path, text.strip().replace("\n", "\r\n")));
        TaskUnderTest.allOf(Compilation.of(windows, file.release()))
                .forEach(task -> assertThat(task.check()).isPositive());
    }

    @Test
    void taskWithHundredsOfStepsCompiles() {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            body.append("        r = s(r) + s(").append(i).append(");\n");
        }
        String text = """
                package corpus;

                import dev.fermata.*;
                import dev.fermata.testing.differential.Trace;

                public class Long {
                    @Step
                    public int s(int v) {
                        Trace.step("s", v);
                        return v / 2 + 1;
                    }

                    @Task(id = "long")
                    public int run() {
                        int r = 0;
                %s
                        return r;
                    }
                }
                """.formatted(body);
        Compilation compilation = Compilation.of(Map.of("corpus/Long.java", text), 17);
        assertThat(TaskUnderTest.allOf(compilation).get(0).check()).isPositive();
    }

    private static void assertRefused(Corpus.File file, String id) {
        Compilation alone = Compilation.of(file.source().only(withChildren(id)), file.release());
        String code = String.valueOf(Corpus.ALL.refused().get(id));
        if (code.startsWith("FERMATA-4")) {
            TaskUnderTest task = TaskUnderTest.allOf(alone).get(0);
            assertThatThrownBy(task::check)
                    .isInstanceOf(AssertionError.class)
                    .cause()
                    .hasMessageStartingWith(code + ": variable '");
            return;
        }
        assertThat(alone.refusals())
                .as(() -> id + " is listed as unsupported. Errors: " + alone.describe())
                .contains(code);
    }

    private static Stream<DynamicTest> tests(Corpus.File file) {
        Set<String> supported = file.source().taskIds().stream()
                .filter(id -> !Corpus.ALL.refuses(id))
                .collect(Collectors.toSet());
        if (supported.isEmpty()) {
            return Stream.empty();
        }
        Compilation together = Compilation.of(file.source().only(supported::contains), file.release());
        if (together.errors().isEmpty()) {
            // ordinary code is never warned of
            assertThat(together.warnings()).as(file.name()).isEmpty();
            return checks(TaskUnderTest.allOf(together));
        }
        return supported.stream().sorted().flatMap(id -> alone(file, id));
    }

    /** Where a file does not compile as a whole, its tasks are looked at one by one to name the culprits. */
    private static Stream<DynamicTest> alone(Corpus.File file, String id) {
        Compilation compilation = Compilation.of(file.source().only(withChildren(id)), file.release());
        if (compilation.errors().isEmpty()) {
            return checks(TaskUnderTest.allOf(compilation));
        }
        return Stream.of(DynamicTest.dynamicTest(id, () -> {
            throw new AssertionError(id + " does not compile:\n" + compilation.describe() + generated(compilation));
        }));
    }

    /** A task that another calls has to stay. */
    private static Predicate<String> withChildren(String id) {
        return other -> other.equals(id) || other.endsWith(".child");
    }

    private static String generated(Compilation compilation) {
        if (!Boolean.getBoolean("fermata.corpus.generated")) {
            return "";
        }
        List<String> texts = new ArrayList<>();
        for (Map.Entry<String, String> file : compilation.generated().entrySet()) {
            texts.add(file.getKey() + "\n" + file.getValue());
        }
        return String.join("\n", texts);
    }

    private static Stream<DynamicTest> checks(List<TaskUnderTest> tasks) {
        return tasks.stream()
                .map(task -> DynamicTest.dynamicTest(
                        task.id(), () -> assertThat(task.check()).isPositive()));
    }
}
