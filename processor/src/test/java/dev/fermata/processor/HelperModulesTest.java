package dev.fermata.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.machine.MachineDescriptor;
import dev.fermata.machine.ResumePoint.Phase;
import dev.fermata.machine.TaskCatalog;
import dev.fermata.processor.Project.Outcome;
import dev.fermata.processor.lower.Driver;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Helpers of other classes: of the same module, of a library, and of a class that replaces them. */
class HelperModulesTest {

    private static final String LIBRARY = """
            package lib;
            import dev.fermata.*;
            import java.util.*;
            public class Lib<T> {
                public final List<String> trace = new ArrayList<>();
                @Step public int l(int x) { trace.add("l " + x); return x + 1; }
                @Suspends public int twice(int x) { return l(x) + own(x); }
                @Suspends private int own(int x) { return l(x) * 10; }
                @Suspends protected static <E> int size(List<? extends E> list, int... more) { return list.size() + more.length; }
                @Suspends protected T same(T x) { l(1); return x; }
            }
            """;

    private static final String APPLICATION = """
            package app;
            import dev.fermata.*;
            import java.util.*;
            class App extends lib.Lib<String> {
                private final lib.Lib<Integer> other = new lib.Lib<>();
                @Task(id = "run") String run(int n) {
                    String lib = same("s" + n);
                    return lib + twice(n) + size(List.of(1, n), n, l(n)) + other.twice(n);
                }
            }
            """;

    @TempDir
    Path directory;

    @Test
    void helperOfALibraryIsCalledThroughTheCatalogThatCameWithIt() throws IOException {
        Outcome library = new Project(directory.resolve("lib")).source(LIBRARY).compile();
        assertThat(library.problems()).isEmpty();
        assertThat(library.generated())
                .contains("lib/Lib$twice.class", "lib/Lib$Fermata.class", "META-INF/fermata/lib.Lib$own.frames")
                .doesNotContain("lib/LibClient.class");
        Outcome application = new Project(directory.resolve("app"))
                .source(APPLICATION)
                .library(library.classes())
                .compile();
        assertThat(application.problems()).isEmpty();
        URL[] urls = {
            library.classes().toUri().toURL(), application.classes().toUri().toURL()
        };
        try (URLClassLoader loader = new URLClassLoader(urls, getClass().getClassLoader())) {
            Driver driver = new Driver(loader, "app.App", "run");
            assertThat(driver.compiled(true, 3)).isEqualTo(driver.plainly(3));
            assertThat(driver.plainly(3).end()).isEqualTo("returned s344444");
        }
    }

    @Test
    void helperOfALibraryThatWasNotCompiledByTheProcessorIsRefused() {
        Outcome library = new Project(directory.resolve("lib"))
                .lenient()
                .processors()
                .source(LIBRARY)
                .compile();
        Outcome application = new Project(directory.resolve("app"))
                .source(APPLICATION)
                .library(library.classes())
                .compile();
        assertThat(application.problems())
                .hasSize(4)
                .allMatch(problem -> problem.contains("FERMATA-1115: helper '")
                        && problem.contains("of lib.Lib has no machine (App.java:"));
    }

    @Test
    void descriptorsNameTheMachinesAboveEachPoint() throws IOException {
        Outcome outcome = new Project(directory).source("""
                package app;
                import dev.fermata.*;
                class Loop {
                    @Step int s(int x) { return x; }
                    @Suspends int down(int x, long unused) { int keep = x; return x < 1 ? s(x) : keep + down(x - 1, 1L); }
                    @Task(id = "run") int run(int n) { try { return down(n, 2) + n; } finally { s(n); } }
                }
                """).compile();
        assertThat(outcome.problems()).isEmpty();
        MachineDescriptor run = TaskCatalog.of(outcome.load("app.Loop"))
                .orElseThrow()
                .tasks()
                .get(0)
                .machine();
        MachineDescriptor down =
                Objects.requireNonNull(run.callees().get().get("try/down#1")).get(0);
        assertThat(down.name()).isEqualTo("Loop$down");
        assertThat(down.callees().get()).containsOnlyKeys("down#1").containsEntry("down#1", List.of(down));
        assertThat(run.points().stream()
                        .filter(point -> point.phase() == Phase.INSIDE)
                        .toList())
                .singleElement()
                .satisfies(point -> assertThat(point.variables())
                        .extracting(variable -> variable.name())
                        .containsExactly("n"));
        assertThat(down.points().get(0).variables())
                .extracting(variable -> variable.name())
                .containsExactly("x");
        Path manifests = directory.resolve("classes/META-INF/fermata");
        assertThat(Files.readString(manifests.resolve("run.frames")))
                .contains(
                        "calls try/down#1 app.Loop$Fermata.down$int$long\n", "point try/down#1 INSIDE\n    n : int\n");
        assertThat(Files.readString(manifests.resolve("app.Loop$down.frames")))
                .contains("calls down#1 ", "    keep : int\n");
    }

    @Test
    void overrideThatTheCompilerCannotSeeIsNoticedBeforeItsMachineRuns() {
        Outcome outcome = new Project(directory).source("""
                package app;
                import dev.fermata.*;
                import java.util.*;
                class Caller {
                    final List<String> trace = new ArrayList<>();
                    private final Base base = new Base() {
                        @Override @Suspends int help(int x) { return -x; }
                    };
                    @Task(id = "run") int run(int n) { return base.fixed(n) + base.help(n); }
                    static class Base {
                        @Suspends int help(int x) { return x; }
                        @Suspends final int fixed(int x) { return x; }
                    }
                }
                """).compile();
        assertThat(outcome.problems()).isEmpty();
        Driver driver = new Driver(outcome.load("app.Caller").getClassLoader(), "app.Caller", "run");
        assertThat(driver.compiled(false, 3).end())
                .startsWith("threw dev.fermata.FermataException: FERMATA-2012: app.Caller$1 overrides the helper"
                        + " app.Caller$Base.help");
    }
}
