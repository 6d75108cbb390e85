package dev.fermata.processor.emit;

import com.sun.source.tree.ImportTree;
import dev.fermata.processor.graph.Block;
import dev.fermata.processor.graph.LocalType;
import dev.fermata.processor.graph.Route;
import dev.fermata.processor.graph.Suspension;
import dev.fermata.processor.graph.TaskGraph;
import dev.fermata.processor.graph.Variable;
import dev.fermata.processor.liveness.FramePlan;
import dev.fermata.processor.liveness.SlotPlan;
import dev.fermata.processor.model.AttributedTask;
import dev.fermata.processor.model.AttributedUnit;
import dev.fermata.processor.model.CompiledTask;
import dev.fermata.processor.model.MachineReference;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Writes the machine's file: a head of one line, then the user's text, each piece on the line it has in the user's file,
 * then everything that has no such line. So a stack trace names the right line, and a breakpoint set in the user's file
 * is hit in the machine.
 */
public final class MachineWriter {

    /** javac knows no {@code all}; whatever it may warn about in copied text has been said about the original. */
    private static final List<String> SUPPRESSED = List.of(
            "all",
            "auxiliaryclass",
            "cast",
            "deprecation",
            "divzero",
            "empty",
            "fallthrough",
            "finally",
            "identity",
            "lossy-conversions",
            "overloads",
            "preview",
            "rawtypes",
            "removal",
            "serial",
            "static",
            "synchronization",
            "this-escape",
            "try",
            "unchecked",
            "varargs");

    private final AttributedTask task;
    private final TaskGraph graph;
    private final FramePlan frames;
    private final SlotPlan slots;
    private final List<CompiledTask.Branch> branches;

    public MachineWriter(
            AttributedTask task,
            TaskGraph graph,
            FramePlan frames,
            SlotPlan slots,
            List<CompiledTask.Branch> branches) {
        this.task = task;
        this.graph = graph;
        this.frames = frames;
        this.slots = slots;
        this.branches = branches;
    }

    public CompiledTask write() {
        LineLayout out = new LineLayout();
        head(out);
        body(out);
        out.add("\n");
        tail(out);
        return new CompiledTask(task, out.toString(), suspensions(), points(), callees(), branches);
    }

    private void head(LineLayout out) {
        AttributedUnit unit = task.unit();
        String home =
                unit.elements().getPackageOf(task.owner()).getQualifiedName().toString();
        if (!home.isEmpty()) {
            out.add("package " + home + "; ");
        }
        for (ImportTree tree : unit.tree().getImports()) {
            out.add(unit.text().substring(unit.start(tree), unit.end(tree)).replaceAll("\\s+", " ") + " ");
        }
        out.add("/** The machine of {@code " + task.owner().getQualifiedName() + "."
                + task.method().getSimpleName()
                + "}, line by line where the method stands in its file; {@code $run} has the"
                + " table of its states. */ ");
        out.add("@SuppressWarnings({"
                + SUPPRESSED.stream().map(name -> '"' + name + '"').collect(Collectors.joining(", "))
                + "}) final class " + task.machineName() + graph.typeParameters()
                + " extends dev.fermata.machine.TaskMachine {");
    }

    private void body(LineLayout out) {
        StateWriter states = new StateWriter(out);
        TreeMap<Integer, List<Runnable>> pieces = new TreeMap<>();
        for (Block block : graph.flow().blocks()) {
            pieces.computeIfAbsent(block.firstLine(), line -> new ArrayList<>()).add(() -> states.write(block));
        }
        for (LocalType type : graph.localTypes()) {
            pieces.computeIfAbsent(type.line(), line -> new ArrayList<>())
                    .add(() -> out.at(type.line()).add(" " + CodeText.of(type.text(), "$self")));
        }
        pieces.values().forEach(here -> here.forEach(Runnable::run));
    }

    private void tail(LineLayout layout) {
        StringBuilder out = new StringBuilder();
        String owner = task.owner().asType().toString();
        String raw = task.owner().getQualifiedName().toString();
        out.append("  private final " + owner + " $target;\n");
        out.append("  private final " + owner + " $self;\n");
        out.append("  private final Object $bean;\n");
        for (Variable variable : slots.fields()) {
            out.append("  " + variable.typeText() + " " + variable.javaName() + ";\n");
        }
        out.append("  " + task.machineName() + "(Object target, Object bean) {\n"
                + "    $target = (" + owner + ") target;\n"
                + "    $self = bean instanceof " + raw + " ? (" + owner + ") bean : $target;\n"
                + "    $bean = bean;\n  }\n");
        new MachineTables(graph.flow(), frames, task, out).write();
        new AccessorWriter(out, !graph.typeParameters().isEmpty()).write(graph.accessors());
        out.append("  private static boolean $bound(Object value) { return true; }\n}\n");
        layout.add(out.toString());
    }

    private List<CompiledTask.Suspension> suspensions() {
        return TransitionWriter.inSourceOrder(frames).stream()
                .map(block -> FramePlan.suspend(block).suspension())
                .map(at -> new CompiledTask.Suspension(at.label(), at.line(), at.method()))
                .toList();
    }

    private List<CompiledTask.Callee> callees() {
        List<CompiledTask.Callee> callees = new ArrayList<>();
        for (Block block : frames.suspending()) {
            Suspension at = FramePlan.suspend(block).suspension();
            if (at.route() instanceof Route.Helper helper) {
                callees.add(callee(at, true, List.of(helper.machine())));
            } else if (at.route() instanceof Route.Branches branches) {
                callees.add(callee(at, false, branches.machines()));
            }
        }
        return callees;
    }

    private static CompiledTask.Callee callee(Suspension at, boolean helper, List<MachineReference> machines) {
        return new CompiledTask.Callee(at.label(), at.tree(), at.method(), helper, machines);
    }

    private List<CompiledTask.Point> points() {
        StoredTypes types = new StoredTypes(task, graph);
        List<CompiledTask.Point> points = new ArrayList<>();
        for (FramePlan.Point point : frames.points()) {
            points.add(new CompiledTask.Point(
                    point.label(),
                    point.phase().name(),
                    point.variables().stream()
                            .map(variable -> slot(variable.name(), variable, types))
                            .toList()));
        }
        Variable result = graph.flow().result();
        if (task.isBranch() && result != null) {
            points.add(new CompiledTask.Point(
                    FramePlan.END, FramePlan.Phase.AFTER.name(), List.of(slot("result", result, types))));
        }
        return points;
    }

    private static CompiledTask.Slot slot(String name, Variable variable, StoredTypes types) {
        return new CompiledTask.Slot(name, variable.javaName(), types.of(variable.typeText()));
    }
}
