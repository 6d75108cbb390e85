package dev.fermata.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.testing.differential.Compilation;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The corpus is what it claims to be, before any compiler of ours sees it. */
class CorpusContentTest {

    private static List<String> ids() {
        return Corpus.ALL.files().stream()
                .flatMap(file -> file.source().taskIds().stream())
                .toList();
    }

    @Test
    void hasAtLeast250TaskMethodsOfJava17() {
        assertThat(Corpus.ALL.files().stream()
                        .filter(file -> file.release() == 17)
                        .mapToInt(file -> file.source().taskIds().size())
                        .sum())
                .isGreaterThanOrEqualTo(250);
    }

    @Test
    void taskIdsAreDistinct() {
        assertThat(ids()).doesNotHaveDuplicates();
    }

    @Test
    void everyRefusedTaskExists() {
        if (Compilation.newestRelease() >= 25) {
            assertThat(ids()).containsAll(Corpus.ALL.refused().keySet());
        }
    }

    @TestFactory
    Stream<DynamicTest> isPlainJava() {
        return Corpus.ALL.files().stream()
                .map(file -> DynamicTest.dynamicTest(file.name(), () -> {
                    Compilation plain = Compilation.of(file.source().only(id -> true), file.release(), List.of());
                    assertThat(plain.errors()).as(plain::describe).isEmpty();
                }));
    }
}
