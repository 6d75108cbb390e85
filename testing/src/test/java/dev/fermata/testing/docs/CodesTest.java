package dev.fermata.testing.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every code that Fermata reports at run time has a section that says what it means, and no section is about none. */
class CodesTest {

    private static final Path ROOT = Path.of("..");
    private static final List<String> MODULES = List.of(
            "annotations", "processor", "jooq-schema", "engine", "testing", "spring-boot-starter", "example-app");

    /** Codes 1xxx are the compiler's, and a test of its own holds them against their page. */
    private static final Pattern REPORTED = Pattern.compile("\"FERMATA-([2-9]\\d{3})");

    /** Constants of the codec's table: {@code TOO_LARGE(4103,}. */
    private static final Pattern FAULT = Pattern.compile("[A-Z]\\(\\s*([2-9]\\d{3}),");

    private static final Path FAULTS = Path.of("engine/src/main/java/dev/fermata/engine/codec/Fault.java");

    @Test
    void everyCodeHasASectionAndEverySectionACode() throws IOException {
        Set<String> reported = new TreeSet<>(found(FAULT, ROOT.resolve(FAULTS)));
        for (Path source : sources()) {
            reported.addAll(found(REPORTED, source));
        }

        assertThat(reported).hasSizeGreaterThan(70);
        assertThat(sections()).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(reported);
    }

    @Test
    void everyCodeOfAThrownExceptionIsThrownForOneReasonOnly() throws IOException {
        // Where a code stands in the text of several classes, all but one only react to it.
        List<String> makers = sources().stream()
                .filter(source -> source.getFileName().toString().endsWith("Exception.java")
                        || source.getFileName().toString().equals("StepScope.java"))
                .flatMap(source -> found(REPORTED, source).stream().distinct())
                .toList();

        assertThat(makers).doesNotHaveDuplicates();
    }

    private static List<String> sections() throws IOException {
        return Files.readAllLines(ROOT.resolve("docs/codes.md")).stream()
                .filter(line -> line.startsWith("### FERMATA-"))
                .map(line -> line.substring("### FERMATA-".length()))
                .toList();
    }

    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String module : MODULES) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
            }
        }
        return sources;
    }

    private static List<String> found(Pattern pattern, Path source) {
        try {
            return pattern.matcher(Files.readString(source))
                    .results()
                    .map(code -> code.group(1))
                    .collect(Collectors.toList());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
