package dev.fermata.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.fermata.processor.Project.Outcome;
import dev.fermata.processor.lower.Driver;
import java.nio.file.Path;
import java.util.Objects;
import org.eclipse.jdt.internal.compiler.tool.EclipseCompiler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Machines that have to name private types: class files that no source could be compiled to. */
class PrivateTypesTest {

    private static final String TASKS = """
            package app;
            import dev.fermata.*;
            import java.util.*;
            public class Tasks {
                public final List<String> trace = new ArrayList<>();
                private record Line(String sku, int amount) { }
                private enum Kind { SMALL, LARGE }
                private static class Refused extends Exception {
                    private static final long serialVersionUID = 1L;
                    private Refused(String why) { super(why); }
                }
                private final Other other = new Other(this);
                Tasks() { }
                @Step int charge(Line line, Kind kind) throws Refused {
                    trace.add("charge " + line + kind);
                    if (line.amount > 3) throw new Refused(line.sku);
                    return line.amount;
                }
                @Task(id = "run") public String run(int n) {
                    Map<Kind, Line> lines = new EnumMap<>(Kind.class);
                    lines.put(Kind.SMALL, new Line("s", n));
                    lines.put(Kind.LARGE, new Line("l", other.more(n)));
                    String r = "";
                    for (Map.Entry<Kind, Line> entry : lines.entrySet()) {
                        try {
                            r += switch (entry.getKey()) {
                                case SMALL -> "small" + charge(entry.getValue(), Kind.SMALL);
                                case LARGE -> "large" + charge(entry.getValue(), entry.getKey());
                            };
                        } catch (Refused e) {
                            r += e.getMessage() + lines.get(Kind.LARGE).amount();
                        }
                    }
                    return r;
                }
                @Task(id = "plain") public int plain(int n) throws Exception { return n; }
                @Suspends int half(int n) { return other.more(n / 2); }
            }
            """;

    private static final String OTHER = """
            package app;
            import dev.fermata.*;
            public class Other {
                private record Count(int n) { }
                private final Tasks tasks;
                private final far.Tasks far = new far.Tasks();
                Other(Tasks tasks) { this.tasks = tasks; }
                @Step int add(int n) { tasks.trace.add("add " + n); return n + 1; }
                @Suspends public int more(int n) {
                    Count count = new Count(add(n));
                    return n < 2 ? count.n() + far.twice(n) : count.n + tasks.half(n);
                }
            }
            """;

    /** Its catalog has the simple name of another's. */
    private static final String FAR = """
            package far;
            import dev.fermata.*;
            public class Tasks {
                public Tasks() { }
                private record Twice(int n) { }
                @Step public int same(int n) { return n; }
                @Suspends public int twice(int n) { return new Twice(same(n)).n + same(n); }
            }
            """;

    @TempDir
    Path directory;

    private Project project() {
        return new Project(directory).source(TASKS).source(OTHER).source(FAR);
    }

    private void runs(Outcome outcome) {
        assertThat(outcome.problems()).isEmpty();
        ClassLoader loader = Objects.requireNonNull(outcome.load("app.Tasks").getClassLoader());
        for (int n = 0; n < 6; n++) {
            Driver driver = new Driver(loader, "app.Tasks", "run");
            assertThat(driver.compiled(true, n)).isEqualTo(driver.plainly(n));
            assertThat(driver.compiled(false, n)).isEqualTo(driver.plainly(n));
        }
    }

    @Test
    void machinesAndCatalogAreClassFilesWithoutAnyWarning() {
        Outcome outcome = project().compile();
        runs(outcome);
        assertThat(outcome.generated())
                .contains("app/Tasks$run.class", "app/Tasks$Fermata.class", "app/Other$more.class")
                .contains("META-INF/fermata/run.frames");
        assertThat(directory.resolve("generated/app/TasksClient.java")).exists();
        assertThat(directory.resolve("generated/app/Tasks$run.java")).doesNotExist();
        assertThat(directory.resolve("generated/app/Tasks$Fermata.java")).doesNotExist();
    }

    @Test
    void classesOfTheBuildBeforeAreNotInTheWay() {
        assertThat(project()
                        .source(TASKS.replace("enum Kind { SMALL, LARGE }", "enum Kind { LARGE, SMALL }")
                                .replace("half", "quarter"))
                        .source(OTHER.replace("half", "quarter"))
                        .compile()
                        .problems())
                .isEmpty();
        Project again = project();
        // that a class of this name exists already is what the processing lint says about every generated class then
        runs(again.options("-Xlint:-processing").library(again.classes()).compile());
    }

    @Test
    void aModuleIsNoHindrance() {
        runs(project()
                .moduleNamed("fermata.annotations", dev.fermata.Task.class)
                .moduleNamed("org.jspecify", org.jspecify.annotations.NullMarked.class)
                .source("module app { requires fermata.annotations; exports app; exports far; }")
                // of automatic modules
                .options("-Xlint:-requires-automatic,-exports")
                .compile());
    }

    @Test
    void eclipseCompilesTheRest() {
        assumeThat(Runtime.version().feature())
                .as("ECJ tells where a type's source is from JDK 18 on")
                .isGreaterThanOrEqualTo(18);
        runs(project().lenient().options("-17").compiler(new EclipseCompiler()).compile());
    }
}
