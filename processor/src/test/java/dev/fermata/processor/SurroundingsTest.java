package dev.fermata.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.processor.Project.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands beside a task class makes no noise: other classes of a library, and other classes of its file. */
class SurroundingsTest {

    @TempDir
    Path directory;

    @Test
    void noClassIsReadThatTheTaskDoesNotUse() throws IOException {
        Path library = new Project(directory.resolve("library"))
                .source("package lib; public class Used { public Other other() { return new Other(); } }")
                .source("package lib; public class Other { public int size() { return 3; } }")
                .source("package lib; public class Broken { }")
                .source("package lib; public class Alone { }")
                .compile()
                .classes();
        for (String unused : new String[] {"lib/Broken.class", "lib/Alone.class"}) {
            Files.write(library.resolve(unused), "no class file".getBytes(StandardCharsets.UTF_8));
        }
        Outcome outcome = new Project(directory.resolve("app"))
                .library(library)
                .source("""
                        package app;
                        import dev.fermata.*;
                        import lib.*;
                        class Tasks {
                            @Task(id = "t") int run(int n) {
                                var other = new Used().other();
                                return charge(other.size() + n);
                            }
                            @Step int charge(int n) { return n; }
                        }
                        """)
                .compile();
        assertThat(outcome.problems()).isEmpty();
        assertThat(outcome.generated()).contains("app/Tasks$run.class");
    }

    /** javac lets no annotation silence its lint of such classes in signatures: what is generated are class files. */
    @Test
    void aTaskClassThatIsTheSecondOfItsFileNeedsNoLintToBeOff() {
        Outcome outcome = new Project(directory).source("""
                        package app;
                        import dev.fermata.*;
                        class First { int value = 1; }
                        class Second {
                            @Task(id = "t") String run(int n) {
                                Third kept = new Third();
                                for (Third one : new Third[] {kept}) { charge(new First(), n); kept = one; }
                                return kept.toString();
                            }
                            @Step int charge(First first, int n) { return n + first.value; }
                        }
                        class Third { }
                        """).compile();
        assertThat(outcome.problems()).isEmpty();
        assertThat(outcome.generated()).contains("app/Second$run.class", "app/SecondClient.class");
    }
}
