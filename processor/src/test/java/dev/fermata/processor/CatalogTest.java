package dev.fermata.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fermata.machine.MachineDescriptor;
import dev.fermata.machine.ResumePoint;
import dev.fermata.machine.ResumePoint.Phase;
import dev.fermata.machine.TaskCatalog;
import dev.fermata.machine.TaskDescriptor;
import dev.fermata.machine.TaskMachine;
import dev.fermata.machine.Transition;
import dev.fermata.processor.Project.Outcome;
import dev.fermata.processor.model.CompiledTask;
import dev.fermata.processor.model.CompiledTask.Point;
import dev.fermata.processor.model.CompiledTask.Slot;
import dev.fermata.processor.model.CompiledTask.Suspension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogTest {

    @TempDir
    Path directory;

    @Test
    void namesMethodsMachinesAndFactories() throws Exception {
        Outcome outcome = new Project(directory)
                .processors(new FermataProcessor(new PlainMachines()))
                .source("""
                        package app;
                        import dev.fermata.*;
                        import java.util.Map;
                        class Tasks {
                            @Task(id = "a") void run(Map<String, int[]> in, long n) { }
                            @Task(id = "b") String run() { return ""; }
                            static class Nested<T> { @Task(id = "c") public void go() { } }
                        }
                        """)
                .compile();
        assertThat(outcome.problems()).isEmpty();
        List<TaskDescriptor> tasks =
                TaskCatalog.of(outcome.load("app.Tasks")).orElseThrow().tasks();
        assertThat(tasks).hasSize(2);
        assertThat(tasks.get(0).method().toString()).isEqualTo("void app.Tasks.run(java.util.Map,long)");
        assertThat(tasks.get(0).machine().type().getName()).isEqualTo("app.Tasks$run");
        assertThat(tasks.get(1).machine().type().getName()).isEqualTo("app.Tasks$run$2");
        TaskDescriptor nested = TaskCatalog.of(outcome.load("app.Tasks$Nested"))
                .orElseThrow()
                .tasks()
                .get(0);
        assertThat(nested.machine().type().getName()).isEqualTo("app.Tasks$Nested$go");
        var constructor = nested.method().getDeclaringClass().getDeclaredConstructor();
        constructor.setAccessible(true);
        Object bean = constructor.newInstance();
        assertThat(nested.factory().create(bean, bean).advance())
                .isEqualTo(new Transition.Completed("app.Tasks.Nested"));
    }

    @Test
    void holdsHundredsOfSuspensionsWithManyVariables() {
        PlainMachines plain = new PlainMachines();
        int size = 400;
        List<Slot> slots = IntStream.range(0, 60)
                .mapToObj(i -> new Slot("variable" + i, i % 2 == 0 ? "variable" + i : "field" + i, "java.lang.String"))
                .toList();
        MethodCompiler large = (task, refusals) -> {
            CompiledTask small = plain.compile(task, refusals).orElseThrow();
            List<Suspension> suspensions = new ArrayList<>();
            List<Point> points = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                suspensions.add(new Suspension("for/step#" + i, i, task.method()));
                for (Phase phase : Phase.values()) {
                    points.add(new Point("for/step#" + i, phase.name(), slots));
                }
            }
            return Optional.of(new CompiledTask(task, small.source(), suspensions, points));
        };
        Outcome outcome = new Project(directory)
                .processors(new FermataProcessor(large))
                .source("package app; class Big { @dev.fermata.Task(id = \"big\") void run(String[] in) { } }")
                .compile();
        assertThat(outcome.problems()).isEmpty();
        TaskDescriptor big =
                TaskCatalog.of(outcome.load("app.Big")).orElseThrow().tasks().get(0);
        assertThat(big.machine().suspensions()).hasSize(size);
        assertThat(big.machine().suspensions().get(399).label()).isEqualTo("for/step#399");
        assertThat(big.machine().suspensions().get(399).method()).isEqualTo(big.method());
        assertThat(big.machine().points()).hasSize(Phase.values().length * size);
        assertThat(big.machine().points().get(6)).isEqualTo(ResumePoint.of("for/step#1", Phase.AFTER, specs()));
        assertThat(big.machine().points().get(6).variables().get(1))
                .isEqualTo(new ResumePoint.Variable("variable1", "field1"));
    }

    private static String[] specs() {
        return IntStream.range(0, 60)
                .mapToObj(i -> i % 2 == 0 ? "variable" + i : "variable" + i + "=field" + i)
                .toArray(String[]::new);
    }

    @Test
    void writesAManifestThatListsEveryPointAndVariableSorted() {
        PlainMachines plain = new PlainMachines();
        MethodCompiler compiler = (task, refusals) -> Optional.of(new CompiledTask(
                task,
                plain.compile(task, refusals).orElseThrow().source(),
                List.of(),
                List.of(
                        new Point("start", "AFTER", List.of(new Slot("b", "b", "int"), new Slot("a", "a", "app.T"))),
                        new Point("charge#1", "THREW", List.of()),
                        new Point("charge#1", "BEFORE", List.of(new Slot("x", "x$1", "java.util.List<app.T>"))))));
        Outcome outcome = new Project(directory)
                .processors(new FermataProcessor(compiler))
                .source("package app; class T { @dev.fermata.Task(id = \"t-1\") void run(T t) { } }")
                .compile();
        assertThat(outcome.problems()).isEmpty();
        assertThat(outcome.text("META-INF/fermata/t-1.frames")).isEqualTo("""
                        frames 1
                        task t-1
                        method app.T.run(app.T)
                        point charge#1 BEFORE
                            x : java.util.List<app.T>
                        point charge#1 THREW
                        point start AFTER
                            a : app.T
                            b : int
                        """);
    }

    @Test
    void findsStepsByParametersOfEveryKind() {
        Outcome outcome = new Project(directory).source("""
                        package app;
                        import dev.fermata.*;
                        import java.util.*;
                        class T {
                            static class Inner { }
                            @Task(id = "t") void run(String x) {
                                s(true, (byte) 1, (short) 1, 'c', 1, 1L, 1f, 1d);
                                s(new int[0][], new String[0], new Inner(), x, Map.of(), new Inner[0]);
                            }
                            @Step void s(boolean a, byte b, short c, char d, int e, long f, float g, double h) { }
                            @Step <X extends Comparable<X>> void s(int[][] a, String[] b, Inner c, X d, Map<X, Inner> e, Inner... f) { }
                        }
                        """).compile();
        assertThat(outcome.problems()).isEmpty();
        TaskDescriptor task =
                TaskCatalog.of(outcome.load("app.T")).orElseThrow().tasks().get(0);
        assertThat(task.machine().suspensions()).hasSize(2);
        assertThat(task.machine().suspensions().get(0).method().getParameterTypes())
                .containsExactly(
                        boolean.class,
                        byte.class,
                        short.class,
                        char.class,
                        int.class,
                        long.class,
                        float.class,
                        double.class);
        assertThat(task.machine().suspensions().get(1).method().getParameterTypes())
                .extracting(Class::getTypeName)
                .containsExactly(
                        "int[][]",
                        "java.lang.String[]",
                        "app.T$Inner",
                        "java.lang.Comparable",
                        "java.util.Map",
                        "app.T$Inner[]");
    }

    @Test
    void aTypeThatIsGoneIsNamed() {
        assertThatThrownBy(
                        () -> MachineDescriptor.of("T$t", TaskMachine.class, "7 gone.Type step int step#1\n", "", ""))
                .isInstanceOf(NoClassDefFoundError.class)
                .hasMessageContaining("there was a class gone.Type. Rebuild the module");
    }

    @Test
    void reachesStepsOfAClassThatOnlyItsSubclassCanName() {
        Outcome outcome = new Project(directory)
                .source("package base; class Hidden { @dev.fermata.Step public int step(int x) { return x; } }")
                .source("package base; public class Shown extends Hidden { }")
                .source("package app; class T extends base.Shown { "
                        + "@dev.fermata.Task(id = \"t\") int run(int x) { return step(x); } }")
                .compile();
        assertThat(outcome.problems()).isEmpty();
        TaskDescriptor task =
                TaskCatalog.of(outcome.load("app.T")).orElseThrow().tasks().get(0);
        assertThat(task.machine().suspensions().get(0).method().getName()).isEqualTo("step");
    }

    @Test
    void everythingGeneratedIsMarked() throws IOException {
        new Project(directory)
                .source("package app; class T { @dev.fermata.Task(id = \"t\") int run(int x) { return x; } }")
                .compile();
        try (Stream<Path> files = Files.walk(directory.resolve("generated"))) {
            assertThat(files.filter(Files::isRegularFile))
                    .hasSize(3)
                    .allSatisfy(file -> assertThat(file)
                            .content()
                            .contains("Generated(\"dev.fermata.processor.FermataProcessor\")"));
        }
    }

    @Test
    void worksInTheUnnamedPackage() {
        Outcome outcome = new Project(directory)
                .source("class Bare { @dev.fermata.Task(id = \"bare\") Integer run(String b) { return 1; } }")
                .compile();
        assertThat(outcome.problems()).isEmpty();
        assertThat(TaskCatalog.of(outcome.load("Bare"))).isPresent();
    }
}
