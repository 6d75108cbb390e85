package dev.fermata.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.processor.Project.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoundsTest {

    @TempDir
    Path directory;

    private static final String USES_GENERATED = """
            package app;
            import dev.fermata.Task;
            class Tasks extends Made2 {
                @SuppressWarnings("unused") @Task(id = "t") Made3 run(Made1 in) { var made = new Made4().self(); made.self(); return in.next(); }
            }
            """;

    /** Generates {@code app.Made1} to {@code app.Made4}, one in each round. */
    private static final class Generating extends AbstractProcessor {

        private int round;

        @Override
        public Set<String> getSupportedAnnotationTypes() {
            return Set.of("*");
        }

        @Override
        public SourceVersion getSupportedSourceVersion() {
            return SourceVersion.latest();
        }

        @Override
        public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment environment) {
            if (++round > 4 || environment.processingOver()) {
                return false;
            }
            try (Writer out = processingEnv
                    .getFiler()
                    .createSourceFile("app.Made" + round)
                    .openWriter()) {
                String next = round < 3 ? "Made3 next() { return null; }" : "";
                out.write("package app; class Made%d { Made%d self() { return this; } %s }"
                        .formatted(round, round, next));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return false;
        }
    }

    @Test
    void waitsForTypesThatAnotherProcessorGeneratesInLaterRounds() {
        for (boolean first : new boolean[] {true, false}) {
            FermataProcessor fermata = new FermataProcessor(new PlainMachines());
            Project project = new Project(directory.resolve(String.valueOf(first))).source(USES_GENERATED);
            Outcome outcome = (first
                            ? project.processors(fermata, new Generating())
                            : project.processors(new Generating(), fermata))
                    .compile();
            assertThat(outcome.problems()).isEmpty();
            assertThat(outcome.generated())
                    .contains("app/Tasks$Fermata.class", "app/TasksClient.class", "META-INF/fermata/t.frames");
        }
    }

    @Test
    void leavesErrorsInABodyToJavac() {
        String source = """
                package app;
                import dev.fermata.Task;
                class Tasks {
                    @Task(id = "t") int run(String in) { int x = in; return nowhere(x); }
                }
                """;
        Outcome with = new Project(directory.resolve("with")).source(source).compile();
        Outcome without = new Project(directory.resolve("without"))
                .source(source)
                .processors()
                .options("-proc:none")
                .compile();
        assertThat(with.success()).isFalse();
        assertThat(with.problems()).isEqualTo(without.problems()).hasSize(2);
        assertThat(with.diagnostics()).hasSameSizeAs(without.diagnostics());
    }

    @Test
    void saysOnRequestWhyAClassWasNotCompiled() {
        Outcome outcome = new Project(directory)
                .source("package app; class Tasks { @dev.fermata.Task(id = \"t\") int run() { return nowhere(); } }")
                .options("-Afermata.explain=true")
                .compile();
        assertThat(outcome.diagnostics())
                .filteredOn(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.NOTE)
                .singleElement()
                .asString()
                .contains("app.Tasks", "nowhere()");
    }

    @Test
    void leavesAMissingTypeInASignatureToJavac() {
        Outcome outcome = new Project(directory)
                .source("package app; class Tasks { @dev.fermata.Task(id = \"t\") Missing run() { return null; } }")
                .compile();
        assertThat(outcome.problems()).singleElement().asString().contains("class Missing");
    }

    @Test
    void compilesTheNextClassAlthoughOneHasErrors() {
        PlainMachines machines = new PlainMachines();
        Outcome outcome = new Project(directory)
                .processors(new FermataProcessor(machines))
                .source("package app; class Bad { @dev.fermata.Task(id = \"b\") int run() { return \"\"; } }")
                .source("package app; class Good { @dev.fermata.Task(id = \"g\") int run() { return 1; } }")
                .compile();
        assertThat(outcome.problems()).hasSize(1);
        assertThat(machines.tasks)
                .singleElement()
                .satisfies(task -> assertThat(task.taskId()).isEqualTo("g"));
    }

    @Test
    void writesNothingOfAClassOfWhichOneMethodIsRefusedButChecksTheOthers() {
        PlainMachines machines = new PlainMachines();
        Outcome outcome = new Project(directory)
                .processors(new FermataProcessor(machines))
                .source("""
                        package app;
                        class Tasks {
                            @dev.fermata.Task(id = "?") void wrong() { }
                            @dev.fermata.Task(id = "right") void right() { new TasksClient(null).wrong(); }
                        }
                        """)
                .compile();
        assertThat(outcome.problems()).singleElement().asString().contains("FERMATA-1060");
        assertThat(machines.tasks).hasSize(1);
        assertThat(outcome.generated()).noneMatch(name -> name.endsWith(".frames"));
    }

    @Test
    void compilesASecondTimeOverItsOwnOutput() {
        for (int run = 1; run <= 2; run++) {
            Outcome outcome = new Project(directory)
                    .library(directory.resolve("classes"))
                    .source("""
                            package app;
                            class Tasks {
                                static class Dto { int version%d; }
                                @dev.fermata.Task(id = "t") int run(Dto dto) {
                                    new TasksClient(null).run(dto);
                                    return dto.version%d;
                                }
                            }
                            """.formatted(run, run))
                    // javac itself warns that the first run left classes behind
                    .options("-Xlint:-path,-processing")
                    .compile();
            assertThat(outcome.problems()).as("run %d", run).isEmpty();
            assertThat(outcome.generated()).contains("app/Tasks$Fermata.class");
        }
    }

    @Test
    void reportsAFailureOfTheCompilerAtTheTaskAndGoesOn() {
        MethodCompiler failing = (task, refusals) -> {
            throw new IllegalStateException("no such block");
        };
        Outcome outcome = new Project(directory)
                .processors(new FermataProcessor(failing))
                .source("""
                        package app;
                        class Tasks {
                            @dev.fermata.Task(id = "t")
                            void run() { }
                        }
                        """)
                .compile();
        assertThat(outcome.problems())
                .singleElement()
                .asString()
                .startsWith("Tasks.java:4 FERMATA-1084")
                .contains("IllegalStateException: no such block", "(Tasks.java:4)");
    }

    @Test
    void generatesNothingForAModuleWithoutTasks() {
        Outcome outcome = new Project(directory)
                .source("package app; class Steps { @dev.fermata.Step void run() { } }")
                .compile();
        assertThat(outcome.problems()).isEmpty();
        assertThat(outcome.generated()).isEqualTo(List.of("app/Steps.class"));
    }
}
