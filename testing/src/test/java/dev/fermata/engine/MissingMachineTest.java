package dev.fermata.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fermata.engine.postgres.PostgresSettings;
import dev.fermata.engine.postgres.PostgresStore;
import dev.fermata.machine.TaskCatalog;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** A build in which the processor did not run, and what the application says of it when it starts. */
class MissingMachineTest {

    private static final String SOURCE = """
            package app;
            public class Greetings {
                @dev.fermata.Task(id = "greet") public String greet(String name) { return hello(name); }
                @dev.fermata.Step String hello(String name) { return "hello " + name; }
            }
            """;

    @TempDir
    Path classes;

    @Test
    @EnabledForJreRange(min = JRE.JAVA_23)
    void processorThatIsOnlyOnTheClassPathDoesNothingAndTheStartSaysSo() throws Exception {
        Class<?> task = compile(List.of());
        assertThat(TaskCatalog.of(task)).isEmpty();
        assertStartIsRefused(task);
    }

    @Test
    void taskCompiledWithoutProcessorIsRefusedAtTheStart() throws Exception {
        assertStartIsRefused(compile(List.of("-proc:none")));
    }

    private static void assertStartIsRefused(Class<?> task) throws Exception {
        Object bean = task.getDeclaredConstructor().newInstance();
        try (PostgresStore store =
                new PostgresStore(PostgresSettings.of("jdbc:postgresql://127.0.0.1:1/none", "nobody", null))) {
            EngineBuilder builder = FermataEngine.builder(store).task(bean);
            assertThatThrownBy(builder::build)
                    .hasMessageContaining("FERMATA-2002")
                    .hasMessageContaining("app.Greetings")
                    .hasMessageContaining("annotationProcessorPaths");
        }
    }

    private Class<?> compile(List<String> options) throws Exception {
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> all = new java.util.ArrayList<>(List.of("-d", classes.toString(), "-cp", path));
        all.addAll(options);
        JavaFileObject source =
                new SimpleJavaFileObject(URI.create("string:///app/Greetings.java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return SOURCE;
                    }
                };
        assertThat(javac.getTask(null, null, null, all, null, List.of(source)).call())
                .isTrue();
        URL[] roots = {classes.toUri().toURL()};
        return Class.forName(
                "app.Greetings", true, new URLClassLoader(roots, getClass().getClassLoader()));
    }
}
