package dev.fermata.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.processor.Project.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The trees {@code good/} and {@code bad/}: what compiles without a word, and what is refused at which line. */
class DeclarationRulesTest {

    private static final Path TREES = Path.of("src/test/resources");
    private static final Pattern EXPECTED = Pattern.compile("FERMATA-\\d{4}");

    @TempDir
    Path directory;

    static Stream<Path> good() throws IOException {
        return files("good");
    }

    static Stream<Path> bad() throws IOException {
        return files("bad");
    }

    @ParameterizedTest
    @MethodSource("good")
    void compilesWithoutAWord(Path file) throws IOException {
        Outcome outcome = project(file).compile();
        assertThat(outcome.problems()).isEmpty();
        assertThat(outcome.success()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("bad")
    void isRefusedOnceAtItsLine(Path file) throws IOException {
        Outcome outcome = project(file).compile();
        assertThat(outcome.success()).isFalse();
        List<String> reported = new ArrayList<>();
        for (String problem : outcome.problems()) {
            Matcher code = EXPECTED.matcher(problem);
            String place = problem.substring(0, problem.indexOf(' '));
            reported.add(place + " " + (code.find() ? code.group() : problem));
            assertThat(problem).contains("(" + place + ")");
        }
        assertThat(reported).containsExactlyInAnyOrderElementsOf(expected(file));
    }

    private Project project(Path file) throws IOException {
        return new Project(directory)
                .source(Path.of("app", file.getFileName().toString()), Files.readString(file))
                .source("package org.springframework.transaction.annotation; public @interface Transactional { }")
                // test sources may use annotations that no processor claims
                .options("-Xlint:-processing");
    }

    private static List<String> expected(Path file) throws IOException {
        List<String> expected = new ArrayList<>();
        List<String> lines = Files.readAllLines(file);
        for (int line = 1; line <= lines.size(); line++) {
            String text = lines.get(line - 1);
            Matcher code = EXPECTED.matcher(text.substring(Math.max(0, text.indexOf("//"))));
            while (text.contains("//") && code.find()) {
                expected.add(file.getFileName() + ":" + line + " " + code.group());
            }
        }
        return expected;
    }

    private static Stream<Path> files(String tree) throws IOException {
        try (Stream<Path> files = Files.list(TREES.resolve(tree))) {
            return files.sorted().toList().stream();
        }
    }
}
