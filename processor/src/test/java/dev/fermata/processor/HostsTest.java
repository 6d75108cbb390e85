package dev.fermata.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.fermata.processor.Project.Outcome;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import org.eclipse.jdt.internal.compiler.tool.EclipseCompiler;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same project under every compiler and build tool that may run the processor. */
class HostsTest {

    @TempDir
    Path directory;

    private static final String TASKS = """
            package app;
            import dev.fermata.Task;
            class Tasks {
                @Task(id = "t")
                int run(Dto dto) { var name = dto.name(); return name.length() + new TasksClient(null).hashCode(); }
                @Task(id = "x") <X> void generic(X x) { }
                static class Nested { @Task(id = "n") void run() { } }
            }
            """;
    private static final String SOUND = TASKS.replace("<X> void generic(X x) { }", "void concrete(int x) { }");
    private static final String DTO = "package app; record Dto(String name) { }";

    /** Hands the processor an environment that is not javac's own. */
    private static final class Wrapping extends AbstractProcessor {

        private final FermataProcessor inner = new FermataProcessor();
        private final Wrapper wrapper;

        Wrapping(Wrapper wrapper) {
            this.wrapper = wrapper;
        }

        @Override
        public Set<String> getSupportedAnnotationTypes() {
            return inner.getSupportedAnnotationTypes();
        }

        @Override
        public SourceVersion getSupportedSourceVersion() {
            return SourceVersion.latest();
        }

        @Override
        public synchronized void init(ProcessingEnvironment environment) {
            inner.init(wrapper.wrap(environment));
        }

        @Override
        @SuppressWarnings("DoNotClaimAnnotations")
        public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
            return inner.process(annotations, round);
        }
    }

    private interface Wrapper {
        ProcessingEnvironment wrap(ProcessingEnvironment environment);
    }

    @Test
    void isFoundOnTheProcessorPath() {
        Outcome outcome = project(SOUND).processorPath().compile();
        assertThat(outcome.problems()).isEmpty();
        assertThat(outcome.generated()).contains("app/Tasks$Fermata.class", "app/TasksClient.class");
    }

    @Test
    void worksInsideTheEnvironmentsOfGradle() {
        // two of them, as when a build tool runs another's daemon
        Processor gradle = new Wrapping(
                environment -> new GradleEnvironment.Incremental(new GradleEnvironment.Incremental(environment)));
        worksAndRefuses(gradle);
    }

    @Test
    void worksInsideTheEnvironmentOfIntellij() {
        Processor intellij = new Wrapping(environment -> {
            InvocationHandler forward = (proxy, method, arguments) -> method.invoke(environment, arguments);
            return org.jetbrains.jps.javac.APIWrappers.wrap(ProcessingEnvironment.class, environment, forward);
        });
        worksAndRefuses(intellij);
    }

    @Test
    void worksWithoutTreesWhereSourcesCanStillBeRead() {
        assumeThat(Runtime.version().feature()).isGreaterThanOrEqualTo(18);
        Outcome outcome =
                project(SOUND).processors(new Wrapping(HostsTest::sealedOff)).compile();
        assertThat(outcome.problems()).isEmpty();
        assertThat(outcome.generated()).contains("app/Tasks$Fermata.class", "app/Tasks$Nested$Fermata.class");
    }

    @Test
    void saysWhatToDoWhereSourcesCannotBeRead() {
        assumeThat(Runtime.version().feature()).isLessThan(18);
        Outcome outcome =
                project(SOUND).processors(new Wrapping(HostsTest::sealedOff)).compile();
        assertThat(outcome.problems())
                .anySatisfy(problem -> assertThat(problem).contains("FERMATA-1082", "'Tasks'", "JDK 18"));
    }

    @Test
    void worksUnderTheEclipseCompiler() {
        assumeThat(Runtime.version().feature())
                .as("ECJ tells where a type's source is from JDK 18 on")
                .isGreaterThanOrEqualTo(18);
        Outcome outcome = eclipse(SOUND).compile();
        assertThat(outcome.problems()).isEmpty();
        assertThat(outcome.generated()).contains("app/Tasks$Fermata.class", "app/TasksClient.class");
        Outcome refused = eclipse(TASKS).compile();
        assertThat(refused.problems())
                .anySatisfy(problem ->
                        assertThat(problem).startsWith("Tasks.java:6").contains("FERMATA-1068"));
    }

    /** ECJ in a JVM without the module of javac, as on a plain runtime. */
    @Test
    void asksForAJdkWhereThereIsNoJavac() throws Exception {
        assumeThat(Runtime.version().feature())
                .as("ECJ tells where a type's source is from JDK 18 on")
                .isGreaterThanOrEqualTo(18);
        Path source = Files.createDirectories(directory.resolve("app")).resolve("Tasks.java");
        Files.writeString(source, SOUND);
        String path = System.getProperty("java.class.path");
        Process ecj = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--limit-modules",
                        "java.se,jdk.unsupported,jdk.zipfs",
                        "-cp",
                        path,
                        "org.eclipse.jdt.internal.compiler.batch.Main",
                        "-17",
                        "-proc:only",
                        "-cp",
                        path,
                        "-processor",
                        FermataProcessor.class.getName(),
                        "-d",
                        directory.resolve("out").toString(),
                        source.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(ecj.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        ecj.waitFor();
        assertThat(said).contains("FERMATA-1083: task class 'Tasks'", "Run the build on a JDK");
    }

    private Project eclipse(String tasks) {
        return project(tasks).lenient().options("-17").compiler(new EclipseCompiler());
    }

    private void worksAndRefuses(Processor processor) {
        Outcome outcome = project(SOUND).processors(processor).compile();
        assertThat(outcome.problems()).isEmpty();
        assertThat(outcome.generated()).contains("app/Tasks$Fermata.class", "app/TasksClient.class");
    }

    private Project project(String tasks) {
        return new Project(directory).source(tasks).source(DTO);
    }

    private static ProcessingEnvironment sealedOff(ProcessingEnvironment environment) {
        InvocationHandler forward = (proxy, method, arguments) -> method.invoke(environment, arguments);
        return (ProcessingEnvironment) Proxy.newProxyInstance(
                HostsTest.class.getClassLoader(), new Class<?>[] {ProcessingEnvironment.class}, forward);
    }

    /** Gradle's environment for incremental processors keeps javac's in a private field of this name. */
    static final class GradleEnvironment {

        private GradleEnvironment() {}

        abstract static class Delegating implements ProcessingEnvironment {

            private final ProcessingEnvironment delegate;

            Delegating(ProcessingEnvironment delegate) {
                this.delegate = delegate;
            }

            @Override
            public java.util.Map<String, String> getOptions() {
                return delegate.getOptions();
            }

            @Override
            public javax.annotation.processing.Messager getMessager() {
                return delegate.getMessager();
            }

            @Override
            public javax.annotation.processing.Filer getFiler() {
                return delegate.getFiler();
            }

            @Override
            public javax.lang.model.util.Elements getElementUtils() {
                return delegate.getElementUtils();
            }

            @Override
            public javax.lang.model.util.Types getTypeUtils() {
                return delegate.getTypeUtils();
            }

            @Override
            public SourceVersion getSourceVersion() {
                return delegate.getSourceVersion();
            }

            @Override
            public java.util.@Nullable Locale getLocale() {
                return delegate.getLocale();
            }
        }

        static final class Incremental extends Delegating {
            Incremental(ProcessingEnvironment delegate) {
                super(delegate);
            }
        }
    }
}
