package dev.fermata.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.TaskTrigger;
import dev.fermata.processor.Project.Outcome;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientTest {

    @TempDir
    Path directory;

    private static final String ORDERS = """
            package app;
            import dev.fermata.Task;
            import java.util.List;
            public class OrderTasks {
                @Task(id = "process-order") List<String> process(String order, int count) { return List.of(); }
                @Task(id = "dollar") void names(String[] trigger) { }
                @Task(id = "prim") int primitive() { return 1; }
                static class Inner { @Task(id = "inner") long run() { return 1; } }
            }
            """;

    @Test
    void handsTheIdAndTheBoxedArgumentsToTheTrigger() throws Exception {
        Class<?> client = compile().load("app.OrderTasksClient");
        assertThat(call(client, "process", "42", 7)).containsExactly("process-order", Arrays.asList("42", 7));
        assertThat(call(client, "process", null, 7)).containsExactly("process-order", Arrays.asList(null, 7));
        assertThat(call(client, "primitive")).containsExactly("prim", List.of());
    }

    @Test
    void takesAnArrayForOneArgument() throws Exception {
        Class<?> client = compile().load("app.OrderTasksClient");
        String[] names = {"a", "b"};
        assertThat(call(client, "names", (Object) names))
                .containsExactly("dollar", Arrays.asList(new Object[] {names}));
        assertThat(call(client, "names", new @Nullable Object[] {null}))
                .containsExactly("dollar", Arrays.asList(new Object[] {null}));
    }

    @Test
    void isTypedByTheBoxedResult() throws Exception {
        Class<?> client = compile().load("app.OrderTasksClient");
        assertThat(client.getMethod("process", String.class, int.class).getGenericReturnType())
                .hasToString("dev.fermata.TriggerCall<java.util.List<java.lang.String>>");
        assertThat(client.getMethod("names", String[].class).getGenericReturnType())
                .hasToString("dev.fermata.TriggerCall<java.lang.Void>");
        assertThat(client.getMethod("primitive").getGenericReturnType())
                .hasToString("dev.fermata.TriggerCall<java.lang.Integer>");
    }

    @Test
    void isAsVisibleAsItsClass() {
        Outcome outcome = compile();
        assertThat(Modifier.isPublic(outcome.load("app.OrderTasksClient").getModifiers()))
                .isTrue();
        assertThat(Modifier.isPublic(outcome.load("app.OrderTasks_InnerClient").getModifiers()))
                .isFalse();
    }

    @Test
    void canBeUsedByTheCodeItIsCompiledWithEvenByTheTaskItself() {
        Outcome outcome = new Project(directory)
                .source(ORDERS)
                .source("""
                        package app;
                        import dev.fermata.*;
                        class Caller {
                            private OrderTasksClient orders;
                            Caller(OrderTasksClient orders) { this.orders = orders; }
                            @Task(id = "caller") String call() {
                                RunHandle<List<String>> run = orders.process("42", 1).idempotencyKey("k").trigger();
                                return new CallerClient(null).call().trigger().id() + run.id();
                            }
                        }
                        """.replace("import dev.fermata.*;", "import dev.fermata.*; import java.util.List;"))
                .compile();
        assertThat(outcome.problems()).isEmpty();
        assertThat(outcome.generated()).contains("app/Caller$Fermata.class", "app/Caller$call.class");
    }

    @Test
    void isNotWrittenOverAClassOfTheUser() {
        Outcome outcome = new Project(directory)
                .source(ORDERS)
                .source("package app; class OrderTasksClient { }")
                .lenient()
                .compile();
        assertThat(outcome.problems()).singleElement().asString().contains("FERMATA-1081", "app.OrderTasksClient");
    }

    private Outcome compile() {
        Outcome outcome = new Project(directory).source(ORDERS).compile();
        assertThat(outcome.problems()).isEmpty();
        return outcome;
    }

    /** What {@code prepare} was called with. */
    private static Object[] call(Class<?> client, String task, @Nullable Object... arguments) throws Exception {
        Object[][] seen = new Object[1][];
        InvocationHandler handler = (proxy, method, prepared) -> {
            seen[0] = prepared;
            return null;
        };
        Object trigger = Proxy.newProxyInstance(client.getClassLoader(), new Class<?>[] {TaskTrigger.class}, handler);
        Constructor<?> constructor = client.getDeclaredConstructor(TaskTrigger.class);
        Method method = Stream.of(client.getDeclaredMethods())
                .filter(candidate -> candidate.getName().equals(task))
                .findFirst()
                .orElseThrow();
        method.invoke(constructor.newInstance(trigger), arguments);
        return seen[0];
    }
}
