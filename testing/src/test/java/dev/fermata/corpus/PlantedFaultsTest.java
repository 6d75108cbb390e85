package dev.fermata.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.fermata.testing.differential.Compilation;
import dev.fermata.testing.differential.TaskUnderTest;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.annotation.processing.Processor;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Mistakes planted in a copy of the compiler. Each still compiles the named task, and the harness tells that what it does
 * is not what the method does.
 */
class PlantedFaultsTest {

    @TestFactory
    Stream<DynamicTest> plantedFaultIsNoticed() {
        return Stream.of(PlantedFault.ALL, PlantedFault.NESTED)
                .flatMap(List::stream)
                .map(fault -> DynamicTest.dynamicTest(fault.name(), () -> assertNoticed(fault)));
    }

    private static void assertNoticed(PlantedFault fault) {
        Processor faulty = fault.processor();
        Corpus.File file = Corpus.ALL.files().stream()
                .filter(one -> one.source().taskIds().contains(fault.task()))
                .findFirst()
                .orElseThrow();
        Compilation compilation =
                Compilation.of(file.source().only(fault.task()::equals), file.release(), List.of(faulty));
        assertThat(compilation.errors()).as(compilation::describe).isEmpty();
        TaskUnderTest task = TaskUnderTest.allOf(compilation).get(0);
        assertThatThrownBy(() -> assertTimeoutPreemptively(Duration.ofSeconds(60), task::check))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(fault.task() + "(");
    }
}
