package dev.fermata.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import dev.fermata.processor.Project.Outcome;
import dev.fermata.processor.model.AttributedTask;
import dev.fermata.processor.model.AttributedUnit;
import dev.fermata.processor.model.Suspensions.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttributionTest {

    @TempDir
    Path directory;

    private final PlainMachines machines = new PlainMachines();

    @Test
    void givesTypesThatTheTextDoesNotName() {
        AttributedTask task = attribute("""
                package app;
                import dev.fermata.Task;
                import java.util.*;
                import java.util.stream.*;
                class Tasks {
                    record Line(String sku, int count) { Line { count = Math.max(0, count); } }
                    @Task(id = "t") int run(List<? extends Line> lines, Map<String, int[]> rows) {
                        var first = lines.get(0);
                        var bySku = lines.stream().collect(Collectors.groupingBy(Line::sku));
                        var anonymous = new Object() { int hidden = 1; };
                        for (var row : rows.entrySet()) { row.getValue(); }
                        lines.forEach(line -> line.sku());
                        Object o = first;
                        if (!(o instanceof Line that)) { return anonymous.hidden; }
                        return that.count() + bySku.size();
                    }
                }
                """);
        Map<String, String> types = variables(task);
        assertThat(types)
                .containsEntry(
                        "bySku", "java.util.Map<java.lang.String,? extends java.util.List<? extends app.Tasks.Line>>")
                .containsEntry("row", "java.util.Map.Entry<java.lang.String,int[]>")
                .containsEntry("that", "app.Tasks.Line");
        assertThat(task.unit().untyped().stream()
                        .map(variable -> variable.getName().toString()))
                .containsExactlyInAnyOrder("first", "bySku", "anonymous", "row", "line");
    }

    @Test
    void seesOtherSourcesOfTheCompilationWithAllTheyDeclare() {
        Outcome outcome = new Project(directory)
                .processors(new FermataProcessor(machines))
                .options("-Xlint:-processing")
                .source("""
                        package other;
                        import java.lang.annotation.*;
                        public sealed interface Shape<T extends Comparable<? super T>> permits Shape.Round, Shape.Flat {
                            int CONSTANT = 42; String NAME = "shape\\n\\""; List0 OBJECT = new List0();
                            record Round<T extends Comparable<? super T>>(T radius, String... names) implements Shape<T> {
                                public Round(T radius) { this(radius, "one"); }
                            }
                            final class Flat<T extends Comparable<? super T>> implements Shape<T> {
                                protected final char letter = '\\''; public static final long BIG = 1L << 40; public static final float F = 1.5f;
                                public class Part { public T owner() { return null; } }
                                public <X extends Throwable> T fail(Class<X> type) throws X { return null; }
                            }
                            enum Kind { A { @Override int weight() { return 1; } }, B { @Override int weight() { return 2; } };
                                abstract int weight(); }
                            @Repeatable(Marks.class) @Target({ElementType.TYPE_USE, ElementType.METHOD})
                            @Retention(RetentionPolicy.RUNTIME)
                            @interface Mark { String value() default "x"; Class<?>[] types() default {String.class}; Kind kind() default Kind.A; }
                            @Target({ElementType.TYPE_USE, ElementType.METHOD}) @Retention(RetentionPolicy.RUNTIME)
                            @interface Marks { Mark[] value(); }
                            default T pick(T one, T two) { return one; }
                            private int secret() { return 0; }
                            static <A, B extends A> B narrow(A a) { return null; }
                        }
                        """)
                .source("package other; class List0 { List0() { } List0(int... sizes) { } }")
                .source("""
                        package app;
                        import dev.fermata.Task;
                        import other.Shape;
                        import other.Shape.*;
                        class Tasks {
                            @Mark("a") @Mark("b")
                            @Task(id = "t") String run(Shape<String> shape, Kind kind) throws Exception {
                                final @Mark String text = shape.pick("a", Shape.<Object, String>narrow("b"));
                                var round = new Round<>("r", "a", "b");
                                Flat<String>.Part part = new Flat<String>().new Part();
                                String failed = new Flat<String>().fail(Exception.class);
                                switch (text.length()) { case Shape.CONSTANT: return part.owner(); default: }
                                switch (kind) { case A: return round.radius() + round.names()[0]; case B: }
                                return failed + Shape.NAME + Flat.BIG + Flat.F + kind.name() + Kind.valueOf("A").ordinal();
                            }
                        }
                        """)
                .compile();
        assertThat(outcome.problems()).isEmpty();
        assertThat(machines.tasks).hasSize(1);
    }

    @Test
    void knowsEveryWayToBeAStep() {
        Outcome outcome = new Project(directory)
                .processors(new FermataProcessor(machines))
                .source("package base; public abstract class Base { @dev.fermata.Step protected void inherited() { } "
                        + "@dev.fermata.Step protected abstract void overridden(); "
                        + "@dev.fermata.Step public static void imported() { } }")
                .source(
                        "package base; public interface Charging<T> { @dev.fermata.Step(name = \"c\") T charge(T in); }")
                .source(
                        "package base; public class Stripe implements Charging<String> { "
                                + "public String charge(String in) { return in; } public String refund(String in) { return in; } }")
                .source("""
                        package app;
                        import static base.Base.imported;
                        import base.*;
                        import dev.fermata.*;
                        class Tasks extends Base {
                            private Stripe stripe;
                            Tasks(Stripe stripe) { this.stripe = stripe; }
                            @Step void own(long x) { }
                            void own(int x) { }
                            @Step <T> T generic(T... more) { return null; }
                            @Override protected void overridden() { }
                            @Suspends void helper() { }
                            @Task(id = "other") void task() { }
                            @Task(id = "t") void run() {
                                own(1L); own(1); this.<String>generic("a"); inherited(); overridden(); imported();
                                stripe.charge(""); stripe.refund(""); ((Charging<?>) stripe).charge(null);
                                helper(); task(); Durable.sleep(java.time.Duration.ZERO); Durable.idempotencyKey();
                            }
                        }
                        """)
                .lenient()
                .compile();
        assertThat(outcome.problems()).allMatch(problem -> problem.contains("Possible heap pollution"));
        assertThat(suspensions(machines.tasks.get(1)))
                .containsExactly(
                        "own=STEP",
                        "own=NONE",
                        "generic=STEP",
                        "inherited=STEP",
                        "overridden=STEP",
                        "imported=STEP",
                        "charge=STEP",
                        "refund=NONE",
                        "charge=STEP",
                        "helper=HELPER",
                        "task=TASK",
                        "sleep=SLEEP",
                        "idempotencyKey=NONE");
    }

    @Test
    void seesWhatANamedModuleSees() {
        Outcome outcome = new Project(directory)
                .processors(new FermataProcessor(machines))
                .options("-Xlint:-requires-automatic,-requires-transitive-automatic,-module")
                .source(Path.of("module-info.java"), "module app { requires fermata.annotations; requires java.sql; }")
                .source("""
                        package app;
                        import dev.fermata.Task;
                        class Tasks {
                            private java.sql.Date today;
                            Tasks(java.sql.Date today) { this.today = today; }
                            @Task(id = "t") String run(other.Dto dto) { return dto.name() + today.toLocalDate(); }
                        }
                        """)
                .source("package other; public record Dto(String name) { }")
                .moduleNamed("fermata.annotations", dev.fermata.Task.class)
                .moduleNamed("org.jspecify", org.jspecify.annotations.NullMarked.class)
                .compile();
        assertThat(outcome.problems()).isEmpty();
        assertThat(outcome.generated()).contains("app/Tasks$Fermata.class", "app/TasksClient.class");
    }

    @Test
    void keepsPositionsOfTheUserBehindWhatIsAdded() {
        List<Integer> starts = new ArrayList<>();
        MethodCompiler recording = (task, refusals) -> {
            starts.add(task.unit().line(task.path().getLeaf()));
            return machines.compile(task, refusals);
        };
        Outcome outcome = new Project(directory)
                .processors(new FermataProcessor(recording))
                .source("""
                        package app; class Tasks { static class A { } static class B { }
                            @dev.fermata.Task(id = "t") int run() { int x = 1; return x; } }
                        """)
                .compile();
        assertThat(outcome.problems()).isEmpty();
        assertThat(starts).containsExactly(2);
    }

    private AttributedTask attribute(String source) {
        Outcome outcome = new Project(directory)
                .processors(new FermataProcessor(machines))
                .source(source)
                .compile();
        assertThat(outcome.problems()).isEmpty();
        return machines.tasks.get(0);
    }

    private static Map<String, String> variables(AttributedTask task) {
        AttributedUnit unit = task.unit();
        Map<String, String> types = new LinkedHashMap<>();
        new TreePathScanner<@Nullable Void, @Nullable Void>() {
            @Override
            public @Nullable Void visitVariable(VariableTree variable, @Nullable Void none) {
                TypeMirror type = unit.trees().getTypeMirror(getCurrentPath());
                types.put(variable.getName().toString(), String.valueOf(type));
                return super.visitVariable(variable, null);
            }
        }.scan(task.path(), null);
        return types;
    }

    private static List<String> suspensions(AttributedTask task) {
        List<String> found = new ArrayList<>();
        new TreePathScanner<@Nullable Void, @Nullable Void>() {
            @Override
            public @Nullable Void visitMethodInvocation(MethodInvocationTree call, @Nullable Void none) {
                ExpressionTree select = call.getMethodSelect();
                ExecutableElement method =
                        (ExecutableElement) task.unit().trees().getElement(new TreePath(getCurrentPath(), select));
                Kind kind = task.suspensions().kindOf(method);
                found.add(method.getSimpleName() + "=" + kind);
                return super.visitMethodInvocation(call, null);
            }
        }.scan(task.path(), null);
        return found;
    }
}
