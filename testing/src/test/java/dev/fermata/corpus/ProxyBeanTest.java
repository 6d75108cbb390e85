package dev.fermata.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.machine.TaskCatalog;
import dev.fermata.machine.TaskDescriptor;
import dev.fermata.machine.TaskMachine;
import dev.fermata.machine.Transition;
import dev.fermata.testing.differential.Compilation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Steps are called on the bean, so that its aspects see them; fields and helpers belong to the target. */
class ProxyBeanTest {

    private static final String SOURCE = """
            package app;

            import dev.fermata.*;
            import java.util.*;

            public class Tasks implements Steps {

                public static final class Subclass extends Tasks {
                    private final Tasks target;
                    public Subclass(Tasks target) { super(null); this.target = target; }
                    @Override public int one(int v) { target.calls.add("one"); return target.one(v); }
                    @Override public String two(String v) { target.calls.add("two"); return target.two(v); }
                    @Override public int own(int v) { target.calls.add("own"); return target.own(v); }
                    @Override public int run(int n) { throw new IllegalStateException(); }
                }

                public final List<String> calls;
                private final int base;

                public Tasks() { this(10, new ArrayList<>()); }
                Tasks(Void nothing) { this(0, null); }
                private Tasks(int base, List<String> calls) { this.base = base; this.calls = calls; }

                private record Pair(int first, Tasks.Size size) {
                    private int sum() { return first + size.by; }
                }
                private enum Size {
                    SMALL(1), LARGE(2);
                    private final int by;
                    Size(int by) { this.by = by; }
                }

                @Step Size size(int v) { return v > 2 ? Size.LARGE : Size.SMALL; }
                @Task(id = "u") public int hidden(int n) {
                    Pair pair = new Pair(one(n), size(n));
                    return switch (pair.size) {
                        case SMALL -> pair.sum() + own(1);
                        case LARGE -> two("abc").length() + own(pair.sum()) + base;
                    };
                }

                @Override public int one(int v) { return v + base; }
                @Step public int own(int v) { return v * base; }

                @Task(id = "t") public int run(int n) {
                    int a = one(n) + base;
                    return a + two("ab").length() + own(a);
                }
            }
            """;

    private static final String STEPS = """
            package app;

            import dev.fermata.Step;

            public interface Steps {
                @Step int one(int v);
                @Step default String two(String v) { return v + "!"; }
            }
            """;

    private TaskDescriptor task;
    private TaskDescriptor hidden;
    private Object target;
    private ClassLoader loader;

    @BeforeEach
    void compile() throws Exception {
        Compilation compilation = Compilation.of(Map.of("app/Tasks.java", SOURCE, "app/Steps.java", STEPS), 17);
        assertThat(compilation.errors()).as(compilation::describe).isEmpty();
        loader = compilation.load();
        Class<?> owner = loader.loadClass("app.Tasks");
        Map<String, TaskDescriptor> tasks = TaskCatalog.of(owner).orElseThrow().tasks().stream()
                .collect(Collectors.toMap(found -> found.method().getName(), found -> found));
        task = Objects.requireNonNull(tasks.get("run"));
        hidden = Objects.requireNonNull(tasks.get("hidden"));
        target = owner.getConstructor().newInstance();
    }

    @Test
    void everyStepOfASubclassProxyIsCalledThroughIt() throws Throwable {
        Object bean =
                loader.loadClass("app.Tasks$Subclass").getConstructors()[0].newInstance(target);
        assertThat(drive(task, bean)).isEqualTo(24 + 3 + 240);
        assertThat(target.getClass().getField("calls").get(target)).isEqualTo(List.of("one", "two", "own"));
    }

    @Test
    void stepsOfAnInterfaceAreCalledThroughAJdkProxyAndTheOthersOnTheTarget() throws Throwable {
        List<String> calls = new ArrayList<>();
        Class<?> steps = loader.loadClass("app.Steps");
        Object bean = Proxy.newProxyInstance(loader, new Class<?>[] {steps}, (proxy, method, arguments) -> {
            calls.add(method.getName());
            try {
                return method.invoke(target, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
        assertThat(drive(task, bean)).isEqualTo(24 + 3 + 240);
        assertThat(calls).containsExactly("one", "two");
    }

    @Test
    void privateTypesPassThroughBothKindsOfProxy() throws Throwable {
        Object subclass =
                loader.loadClass("app.Tasks$Subclass").getConstructors()[0].newInstance(target);
        assertThat(drive(hidden, subclass)).isEqualTo(4 + 160 + 10);
        assertThat(target.getClass().getField("calls").get(target)).isEqualTo(List.of("one", "two", "own"));
        Class<?> steps = loader.loadClass("app.Steps");
        Object proxy = Proxy.newProxyInstance(
                loader, new Class<?>[] {steps}, (self, method, arguments) -> method.invoke(target, arguments));
        assertThat(drive(hidden, proxy)).isEqualTo(4 + 160 + 10);
    }

    private @Nullable Object drive(TaskDescriptor task, Object bean) throws Throwable {
        TaskMachine machine = task.factory().create(target, bean);
        machine.start(4);
        while (true) {
            Transition transition = machine.advance();
            if (transition instanceof Transition.Completed completed) {
                return completed.result();
            }
            assertThat(transition).isInstanceOf(Transition.StepCall.class);
            machine.returned(machine.call());
        }
    }
}
