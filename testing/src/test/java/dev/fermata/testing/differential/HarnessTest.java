package dev.fermata.testing.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The harness with a machine written by hand: it passes a right one and notices each way of getting it wrong. */
class HarnessTest {

    private static final String TASK = """
            package app;

            import dev.fermata.*;
            import dev.fermata.testing.differential.Trace;
            import java.util.*;

            public class Sums {
                @Step public List<Integer> first(int n) {
                    Trace.step("first", n);
                    return new ArrayList<>(List.of(n));
                }

                @Step public int second(List<Integer> list) {
                    Trace.step("second", list);
                    list.add(2);
                    return list.size();
                }

                @Task(id = "sum") public String sum(int n) {
                    List<Integer> list = first(Trace.t("n", n + 1));
                    int size = 0;
                    try {
                        size = second(list);
                    } finally {
                        Trace.t("done", size);
                    }
                    return list + "/" + n + "/" + size;
                }
            }
            """;

    private static final String CATALOG = """
            package app;

            import dev.fermata.machine.*;
            import java.util.*;

            public class Sums$Fermata implements TaskCatalog {
                @Override public List<TaskDescriptor> tasks() {
                    try {
                        return List.of(new TaskDescriptor(
                            Sums.class.getMethod("sum", int.class),
                            new MachineDescriptor("Sums$sum", Sums$sum.class,
                                List.of(Sums$sum.FIRST, Sums$sum.SECOND), Sums$sum.POINTS),
                            (target, bean) -> new Sums$sum((Sums) bean)));
                    } catch (NoSuchMethodException e) {
                        throw new IllegalStateException(e);
                    }
                }
            }
            """;

    private static final String MACHINE = """
            package app;

            import dev.fermata.machine.*;
            import dev.fermata.testing.differential.Trace;
            import java.util.*;

            final class Sums$sum extends TaskMachine {
                static final SuspensionPoint FIRST = SuspensionPoint.of("first#1", 17, Sums.class, "first", int.class);
                static final SuspensionPoint SECOND = SuspensionPoint.of("second#1", 18, Sums.class, "second", List.class);
                static final List<ResumePoint> POINTS = List.of(
                    ResumePoint.of("start", ResumePoint.Phase.BEFORE, "n"),
                    ResumePoint.of("first#1", ResumePoint.Phase.BEFORE, "n", "$1"),
                    ResumePoint.of("first#1", ResumePoint.Phase.AFTER, "n", "list"),
                    ResumePoint.of("second#1", ResumePoint.Phase.BEFORE, "n", "list", "$2"),
                    ResumePoint.of("second#1", ResumePoint.Phase.AFTER, "n", "list", "size"),
                    ResumePoint.of("second#1", ResumePoint.Phase.THREW, "$x"));
                private final Sums bean;
                private int at;
                private int n;
                private int $1;
                private List<Integer> $2;
                private List<Integer> list;
                private int size;
                private Throwable $x;

                Sums$sum(Sums bean) { this.bean = bean; }

                @Override public void start(Object... arguments) { n = (int) arguments[0]; at = 0; }

                @Override public Transition advance() {
                    switch (at) {
                        case 0: $1 = Trace.t("n", n + 1); at = 1;
                        case 1: return new Transition.StepCall(FIRST);
                        case 2: $2 = list; at = 3;
                        case 3: return new Transition.StepCall(SECOND);
                        case 4: Trace.t("done", size); return new Transition.Completed(list + "/" + n + "/" + size);
                        default: Trace.t("done", 0); return new Transition.Threw($x);
                    }
                }

                @Override public Object call() { return at == 1 ? (Object) bean.first($1) : bean.second($2); }

                @Override @SuppressWarnings("unchecked") public void returned(Object value) {
                    if (at == 1) { list = (List<Integer>) value; at = 2; } else { size = (int) value; at = 4; }
                }

                @Override public boolean threw(Throwable failure) {
                    if (at == 1) { return false; }
                    $x = failure;
                    at = 5;
                    return true;
                }

                @Override public int point() { return at; }

                @Override public Object[] save() {
                    return switch (at) {
                        case 0 -> new Object[] {n};
                        case 1 -> new Object[] {n, $1};
                        case 2 -> new Object[] {n, list};
                        case 3 -> new Object[] {n, list, $2};
                        case 4 -> new Object[] {n, list, size};
                        default -> new Object[] {$x};
                    };
                }

                @Override @SuppressWarnings("unchecked") public void restore(int point, Object[] values) {
                    at = point;
                    switch (point) {
                        case 0: n = (int) values[0]; break;
                        case 1: n = (int) values[0]; $1 = (int) values[1]; break;
                        case 2: n = (int) values[0]; list = (List<Integer>) values[1]; break;
                        case 3: n = (int) values[0]; list = (List<Integer>) values[1];
                                $2 = (List<Integer>) values[2]; break;
                        case 4: n = (int) values[0]; list = (List<Integer>) values[1]; size = (int) values[2]; break;
                        default: $x = (Throwable) values[0];
                    }
                }
            }
            """;

    @Test
    void rightMachineIsEqualToTheMethodWithEveryInputFaultAndCrash() {
        assertThat(check(MACHINE)).isGreaterThan(100);
    }

    @Test
    void lostVariableIsNoticed() {
        assertNoticed("case 2: n = (int) values[0]; list", "case 2: list");
    }

    @Test
    void argumentsEvaluatedAgainAreNoticed() {
        assertNoticed("case 1: return", "case 1: Trace.t(\"n\", n + 1); return");
    }

    @Test
    void wrongOrderIsNoticed() {
        assertNoticed("case 2: $2 = list; at = 3;", "case 2: $2 = list; at = 3; Trace.t(\"done\", 0);");
    }

    @Test
    void skippedFinallyIsNoticed() {
        assertNoticed("default: Trace.t(\"done\", 0);", "default:");
    }

    @Test
    void listThatIsNoLongerSharedIsNoticed() {
        assertNoticed(
                "$2 = (List<Integer>) values[2]; break;", "$2 = new ArrayList<>((List<Integer>) values[2]); break;");
    }

    @Test
    void swallowedFailureIsNoticed() {
        assertNoticed("if (at == 1) { return false; }", "");
    }

    @Test
    void machineThatStandsElsewhereAfterARestartIsNoticed() {
        assertNoticed(
                "public void restore(int point, Object[] values) {\n                    at = point;",
                "public void restore(int point, Object[] values) {\n                    at = 0;");
    }

    private static void assertNoticed(String right, String wrong) {
        String machine = MACHINE.replace(right.replace("\n                    ", "\n        "), wrong);
        assertThat(machine).isNotEqualTo(MACHINE);
        assertThatThrownBy(() -> check(machine))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("sum(");
    }

    private static int check(String machine) {
        Compilation compilation = Compilation.of(
                Map.of("app/Sums.java", TASK, "app/Sums$Fermata.java", CATALOG, "app/Sums$sum.java", machine),
                17,
                List.of());
        return TaskUnderTest.allOf(compilation).get(0).check();
    }
}
