package dev.fermata.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.machine.MachineDescriptor;
import dev.fermata.machine.ResumePoint;
import dev.fermata.machine.TaskCatalog;
import dev.fermata.processor.Project.Outcome;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What descriptors and manifests say about branches, saved values and pinned labels. */
class BranchMachinesTest {

    private static final String SOURCE = """
            package app;
            import dev.fermata.*;
            import java.util.*;
            class Forking {
                record Order(String id, List<String> lines) {}
                @Step int s(String x) { return x.length(); }
                @Step void n() { }
                @Task(id = "fork") String fork(Order order) {
                    Durable.label("lines");
                    List<Integer> a = Durable.map(order.lines(), line -> s(order.id() + line));
                    Durable.all(() -> n(), () -> { n(); n(); });
                    for (int sum : a) {
                        Durable.checkpoint("sum", Durable.all(() -> "x" + Durable.map(a, this::half).size()));
                    }
                    return "end";
                }
                int half(int x) { return x / 2; }
            }
            """;

    @TempDir
    Path directory;

    private Outcome compiled() {
        Outcome outcome = new Project(directory).source(SOURCE).compile();
        assertThat(outcome.problems()).isEmpty();
        return outcome;
    }

    private static MachineDescriptor machine(Outcome outcome) {
        return TaskCatalog.of(outcome.load("app.Forking"))
                .orElseThrow()
                .tasks()
                .get(0)
                .machine();
    }

    @Test
    void branchesAreNamedByTheirForkAndTheirNumber() {
        Map<String, List<MachineDescriptor>> callees =
                machine(compiled()).callees().get();
        assertThat(callees).containsOnlyKeys("lines", "all#1", "for/all#1");
        assertThat(callees.values().stream().flatMap(List::stream).map(MachineDescriptor::name))
                .containsExactlyInAnyOrder(
                        "Forking$fork/lines",
                        "Forking$fork/all#1/0",
                        "Forking$fork/all#1/1",
                        "Forking$fork/for/all#1/0");
        MachineDescriptor outer =
                Objects.requireNonNull(callees.get("for/all#1")).get(0);
        assertThat(Objects.requireNonNull(outer.callees().get().get("map#1")))
                .extracting(MachineDescriptor::name)
                .containsExactly("Forking$fork/for/all#1/0/map#1");
    }

    @Test
    void resultOfABranchHasADeclaredType() throws ReflectiveOperationException {
        Map<String, List<MachineDescriptor>> callees =
                machine(compiled()).callees().get();
        MachineDescriptor line = Objects.requireNonNull(callees.get("lines")).get(0);
        ResumePoint end = line.points().get(line.points().size() - 1);
        assertThat(end.label()).isEqualTo(ResumePoint.END);
        assertThat(end.variables()).hasSize(1);
        assertThat(end.variables().get(0).name()).isEqualTo("result");
        assertThat(line.type().getDeclaredField(end.variables().get(0).field()).getType())
                .isEqualTo(Integer.class);
        assertThat(Objects.requireNonNull(callees.get("all#1")))
                .allSatisfy(nothing -> assertThat(nothing.points())
                        .noneMatch(point -> point.label().equals(ResumePoint.END)));
    }

    @Test
    void pinnedLabelsAndSavedValuesGiveTheirNamesToPoints() {
        Outcome outcome = compiled();
        assertThat(machine(outcome).suspensions())
                .extracting(point -> point.label())
                .contains("lines", "for/sum#1");
        assertThat(outcome.text("META-INF/fermata/fork.frames"))
                .contains(
                        "calls lines app.Forking$Fermata.Forking$fork$branch1\n",
                        "branch Forking$fork/lines\n",
                        "branch Forking$fork/for/all#1/0/map#1\n",
                        "point start BEFORE\n    line : java.lang.String\n    order : app.Forking$Order\n",
                        "point end AFTER\n    result : java.lang.Integer\n");
    }
}
