package dev.fermata.processor.lower;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.machine.TaskMachine;
import dev.fermata.machine.Transition;
import dev.fermata.processor.model.CompiledTask;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a machine tells the engine: labels, points, variables, lines, and which object its steps are called on. */
class MachineShapeTest {

    private static final String HEAD = """
            package samples;
            import dev.fermata.*;
            import java.util.*;
            class Shape implements Api {
              final List<String> trace = new ArrayList<>();
              @Step public int step(int x) { trace.add("step " + x); return x; }
              @Step(name = "pay") int charge(int x) { trace.add("charge " + x); return x; }
              @Step private int secret(int x) { trace.add("secret " + x); return x; }
              @Step final int last(int x) { trace.add("last " + x); return x; }
            """;
    private static final String TAIL = """
            }
            interface Api { int step(int x); }
            class Wrapped extends Shape {
              @Override public int step(int x) { trace.add("proxied"); return super.step(x); }
              @Override int charge(int x) { trace.add("proxied"); return super.charge(x); }
            }
            """;

    private static SampleCompiler.Sample sample(String... body) {
        SampleCompiler.Sample sample =
                SampleCompiler.lower("samples.Shape", HEAD + String.join("\n", body) + "\n" + TAIL);
        assertThat(sample.refusals()).isEmpty();
        return sample;
    }

    private static CompiledTask only(String... body) {
        return sample(body).tasks().get(0);
    }

    private static List<String> labels(CompiledTask task) {
        return task.suspensions().stream().map(CompiledTask.Suspension::label).toList();
    }

    private static String point(CompiledTask.Point point) {
        return point.phase() + " " + point.label() + " "
                + point.slots().stream().map(CompiledTask.Slot::name).toList();
    }

    @Test
    void labelsNameTheBlocksTheStepAndItsOrdinal() {
        CompiledTask task = only(
                "@Task(id = \"t\") void t(int n) {",
                "  step(1); step(step(2));",
                "  for (int i = 0; i < n; i++) { if (n > 1) step(i); else charge(i); }",
                "  outer: while (n < step(5)) { try { step(6); } catch (RuntimeException e) { step(7); }",
                "    finally { step(8); } }",
                "  switch (n) { case 1: step(9); }",
                "}");
        assertThat(labels(task))
                .containsExactly(
                        "step(1)#1",
                        "step(2)#1",
                        "step(~8f219213)#1",
                        "for/if/step#1",
                        "for/else/pay#1",
                        "outer/step#1",
                        "outer/try/step#1",
                        "outer/try/catch/step#1",
                        "outer/try/finally/step#1",
                        "switch/step#1");
    }

    @Test
    void theGeneratedSourceHasATableOfItsStates() {
        CompiledTask task = only(
                "@Task(id = \"t\") int t(int n) {",
                "  int total = 0;",
                "  for (int i = 0; i < n; i++) {",
                "    try { total += step(i); } finally { charge(1); }",
                "  }",
                "  return total;",
                "}");
        String table = task.source().substring(task.source().indexOf("  /**\n   * Runs one state"));
        table = table.substring(0, table.indexOf("*/"));
        for (CompiledTask.Suspension at : task.suspensions()) {
            assertThat(table)
                    .containsPattern("\\* \\d+ +" + at.line() + " +calls " + java.util.regex.Pattern.quote(at.label())
                            + ", then \\d+");
        }
        for (CompiledTask.Point point : task.points()) {
            assertThat(table)
                    .contains(point.phase().toLowerCase(java.util.Locale.ROOT) + " " + point.label() + ": "
                            + String.join(
                                    ", ",
                                    point.slots().stream()
                                            .map(CompiledTask.Slot::name)
                                            .toList()));
        }
        assertThat(table).contains("if it throws").contains("the task returns");
        assertThat(task.source().lines().findFirst().orElseThrow()).contains("/** The machine of {@code ");
    }

    @Test
    void anUnrelatedLoopOrStepRenamesNothing() {
        String before = "@Task(id = \"t\") void t(int n) { for (int i = 0; i < n; i++) step(i); step(9); }";
        String after = "@Task(id = \"t\") void t(int n) { while (n < 0) charge(1); for (int i = 0; i < n; i++) step(i);"
                + " charge(2); step(9); }";
        assertThat(labels(only(after))).containsAll(labels(only(before)));
    }

    @Test
    void aPointHoldsExactlyTheLiveVariables() {
        CompiledTask task = only(
                "@Task(id = \"t\") int t(int n) {",
                "  int a = step(n); int b = step(a); String unused = \"u\" + b;",
                "  int late; if (b > 0) late = step(b + 1); else late = 3;",
                "  return a + late;",
                "}");
        assertThat(task.points().stream().map(MachineShapeTest::point))
                .containsExactly(
                        "BEFORE start [n]",
                        "BEFORE step(n)#1 [n]",
                        "AFTER step(n)#1 [a]",
                        "BEFORE step(a)#1 [a]",
                        "AFTER step(a)#1 [a, b]",
                        "BEFORE if/step#1 [a, if/step#1.~00017548]",
                        "AFTER if/step#1 [a, late]");
    }

    @Test
    void aPointBehindAFailureHoldsTheException() {
        CompiledTask task = only(
                "@Task(id = \"t\") String t(int n) {",
                "  try { step(n); } catch (IllegalStateException e) { return e.getMessage() + n; }",
                "  return \"\";",
                "}");
        assertThat(task.points().stream().map(MachineShapeTest::point)).contains("THREW try/step#1 [n, try.caught]");
    }

    @Test
    void aFinallyRemembersWhereToGoByName() throws ReflectiveOperationException {
        SampleCompiler.Sample sample = sample(
                "@Task(id = \"t\") String t(int n) {",
                "  for (;;) { try { if (n == 0) return \"r\"; break; } finally { step(n); } }",
                "  return \"b\";",
                "}");
        Running run = new Running(sample);
        run.machine.start(1);
        run.machine.advance();
        assertThat(run.saved()).containsEntry("for/try.completion", "break for");
        run.machine.start(0);
        run.machine.advance();
        assertThat(run.saved()).containsEntry("for/try.completion", "return").containsEntry("return", "r");
    }

    @Test
    void variablesOfOneNameAndTypeShareAFieldAndOthersKeepTheirNameInTheFrame() {
        CompiledTask task = only(
                "@Task(id = \"t\") void t(int n) {",
                "  { int x = step(1); step(2); step(x); }",
                "  { int x = step(3); step(4); step(x); }",
                "  { String x = \"a\" + step(5); step(6); x.length(); }",
                "}");
        assertThat(task.points().stream()
                        .flatMap(point -> point.slots().stream())
                        .filter(slot -> slot.name().equals("x"))
                        .map(slot -> slot.field() + " " + slot.type())
                        .distinct())
                .containsExactly("x int", "x$2 java.lang.String");
    }

    @Test
    void userCodeKeepsItsLine() {
        CompiledTask task = only(
                "@Task(id = \"t\") int t(int n) {",
                "  int first = step(n);",
                "",
                "  int second = first * 31;",
                "  for (int i = 0; i < second; i++) {",
                "    charge(i + 17);",
                "  }",
                "  return second - 5;",
                "}");
        String[] user = task.task().unit().text().split("\n", -1);
        String[] machine = task.source().split("\n", -1);
        for (String text : List.of("first * 31", "i < second", "second - 5", "charge(", "i + 17")) {
            int line = Arrays.asList(user)
                    .indexOf(Arrays.stream(user)
                            .filter(one -> one.contains(text) && !one.contains("@Step"))
                            .findFirst()
                            .orElseThrow());
            assertThat(machine[line]).as("line %d", line + 1).contains(text);
        }
    }

    @Test
    void aFailureOfAStepOutsideOfAnyTryEndsTheTask() throws ReflectiveOperationException {
        Running run = new Running(sample("@Task(id = \"t\") int t(int n) { return step(n); }"));
        run.machine.start(1);
        run.machine.advance();
        assertThat(run.machine.threw(new IllegalStateException())).isFalse();
    }

    @Test
    void callDoesNotChangeTheMachine() throws Throwable {
        Running run = new Running(sample("@Task(id = \"t\") int t(int n) { return step(n++) + n; }"));
        run.machine.start(1);
        run.machine.advance();
        assertThat(List.of(run.machine.call(), run.machine.call())).containsExactly(1, 1);
        run.machine.returned(5);
        assertThat(run.machine.advance()).isEqualTo(new Transition.Completed(7));
    }

    @Test
    void stepsOfTheSameBeanGoThroughASubclassProxy() throws Throwable {
        SampleCompiler.Sample sample =
                sample("@Task(id = \"t\") int t(int n) { return step(1) + this.charge(2) + secret(3) + last(4); }");
        Running run = new Running(sample);
        Object proxy = run.create("samples.Wrapped");
        run.drive(proxy);
        assertThat(run.trace(proxy)).containsExactly("proxied", "step 1", "proxied", "charge 2");
        assertThat(run.trace(run.target)).containsExactly("secret 3", "last 4");
    }

    @Test
    void stepsOfTheSameBeanGoThroughAnInterfaceProxyWhereTheInterfaceDeclaresThem() throws Throwable {
        Running run = new Running(sample("@Task(id = \"t\") int t(int n) { return step(1) + charge(2); }"));
        List<String> intercepted = new ArrayList<>();
        Class<?> api = run.classes.loadClass("samples.Api");
        Object proxy = Proxy.newProxyInstance(run.classes, new Class<?>[] {api}, (self, method, arguments) -> {
            intercepted.add(method.getName() + Arrays.toString(arguments));
            return 40;
        });
        assertThat(run.drive(proxy)).isEqualTo(new Transition.Completed(42));
        assertThat(intercepted).containsExactly("step[1]");
        assertThat(run.trace(run.target)).containsExactly("charge 2");
    }

    /** The machine of a sample's only task, and its object. */
    private static final class Running {

        private final SampleCompiler.Sample sample;
        private final ClassLoader classes;
        private final Object target;
        private TaskMachine machine;

        Running(SampleCompiler.Sample sample) throws ReflectiveOperationException {
            this.sample = sample;
            classes = SampleCompiler.compile(sample, "17");
            target = create("samples.Shape");
            machine = machine(target);
        }

        Object create(String name, Object... arguments) throws ReflectiveOperationException {
            Constructor<?> constructor = classes.loadClass(name).getDeclaredConstructors()[0];
            constructor.setAccessible(true);
            return constructor.newInstance(arguments);
        }

        private TaskMachine machine(Object bean) throws ReflectiveOperationException {
            return (TaskMachine) create("samples.Shape$t", target, bean);
        }

        Transition drive(Object bean) throws Throwable {
            machine = machine(bean);
            machine.start(0);
            Transition transition = machine.advance();
            while (transition instanceof Transition.StepCall) {
                machine.returned(machine.call());
                transition = machine.advance();
            }
            return transition;
        }

        java.util.Map<String, Object> saved() {
            java.util.Map<String, Object> saved = new java.util.HashMap<>();
            List<CompiledTask.Slot> slots =
                    sample.tasks().get(0).points().get(machine.point()).slots();
            for (int i = 0; i < slots.size(); i++) {
                saved.put(slots.get(i).name(), machine.save()[i]);
            }
            return saved;
        }

        @SuppressWarnings("unchecked")
        List<String> trace(Object object) throws ReflectiveOperationException {
            Field field = classes.loadClass("samples.Shape").getDeclaredField("trace");
            field.setAccessible(true);
            return (List<String>) field.get(object);
        }
    }
}
