package dev.fermata.processor.emit;

import dev.fermata.processor.graph.Block;
import dev.fermata.processor.graph.ControlFlowGraph;
import dev.fermata.processor.graph.Suspension;
import dev.fermata.processor.graph.Terminator;
import dev.fermata.processor.graph.Variable;
import dev.fermata.processor.liveness.FramePlan;
import dev.fermata.processor.model.AttributedTask;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Types;

/** Writes what runs the states: dispatch, handlers, and how the machine is saved and restored. */
final class MachineTables {

    /** The state after the last one. */
    static final String DONE = "-1";

    private static final String CONTRACT = "dev.fermata.machine.";

    private final ControlFlowGraph flow;
    private final FramePlan frames;
    private final AttributedTask task;
    private final Types types;
    private final StringBuilder out;

    MachineTables(ControlFlowGraph flow, FramePlan frames, AttributedTask task, StringBuilder out) {
        this.flow = flow;
        this.frames = frames;
        this.task = task;
        this.types = task.unit().types();
        this.out = out;
    }

    void write() {
        out.append("  private int $state;\n  private int $point;\n");
        table(
                "$HANDLER",
                block -> block.region() == null
                        ? DONE
                        : String.valueOf(block.region().handler().number()));
        table("$BEFORE", block -> block.suspends() ? String.valueOf(frames.index(block, FramePlan.Phase.BEFORE)) : "0");
        table(
                "$THREW",
                block -> block.suspends() && block.region() != null
                        ? String.valueOf(frames.index(block, FramePlan.Phase.THREW))
                        : "0");
        suspensionPoints();
        dispatch();
        advance();
        new TransitionWriter(frames, out).write();
        new CalleeWriter(frames, task, out).write();
        outcomes();
        frames();
    }

    private void table(String name, Function<Block, String> value) {
        out.append("  private static final int[] ")
                .append(name)
                .append(" = {")
                .append(flow.blocks().stream().map(value).collect(Collectors.joining(", ")))
                .append("};\n");
    }

    private String erasedClass(TypeMirror type) {
        TypeMirror erased = types.erasure(type);
        return erased + ".class";
    }

    private void suspensionPoints() {
        for (Block block : frames.suspending()) {
            Suspension at = FramePlan.suspend(block).suspension();
            out.append("  private static final " + CONTRACT + "SuspensionPoint $at" + block.number() + " = " + CONTRACT
                    + "SuspensionPoint.of(\"" + at.label() + "\", " + at.line() + ", "
                    + erasedClass(MethodReference.type(at.method(), task).asType()) + ", \""
                    + at.method().getSimpleName() + "\"");
            at.method().getParameters().forEach(parameter -> out.append(", ").append(erasedClass(parameter.asType())));
            out.append(");\n");
        }
    }

    private void dispatch() {
        out.append(new StateTable(flow, frames).javadoc());
        out.append("  private int $run(int state) throws Throwable {\n    switch (state) {\n");
        for (Block block : flow.blocks()) {
            if (!block.suspends()) {
                out.append("      case " + block.number() + ": return $s" + block.number() + "();\n");
            }
        }
        out.append("      default: throw new IllegalStateException(\"state \" + state);\n    }\n  }\n");
        out.append("  private void $caught(int $handler, Throwable $failure) {\n    switch ($handler) {\n");
        Set<Block> handlers = new LinkedHashSet<>();
        for (Block block : flow.blocks()) {
            if (block.region() != null && handlers.add(block.region().handler())) {
                out.append("      case " + block.region().handler().number() + ": "
                        + block.region().exception().javaName() + " = $failure; break;\n");
            }
        }
        out.append("      default: throw new IllegalStateException(\"handler \" + $handler);\n    }\n  }\n");
    }

    private void advance() {
        Variable result = flow.result();
        String completed = result == null ? "null" : result.javaName();
        out.append("""
                  @Override public dev.fermata.machine.Transition advance() {
                    int state = $state;
                    while (state != -1) {
                      if ($BEFORE[state] != 0) {
                        $state = state;
                        $point = $BEFORE[state];
                        return $transition(state);
                      }
                      try {
                        state = $run(state);
                      } catch (Throwable failure) {
                        int handler = $HANDLER[state];
                        if (handler < 0) { return new dev.fermata.machine.Transition.Threw(failure); }
                        $caught(handler, failure);
                        state = handler;
                      }
                    }
                    $state = state;
                """);
        out.append("    return new " + CONTRACT + "Transition.Completed(" + completed + ");\n  }\n");
    }

    private void outcomes() {
        out.append("  @Override public void returned(Object $value) {\n    switch ($state) {\n");
        for (Block block : frames.suspending()) {
            Terminator.Suspend end = FramePlan.suspend(block);
            Variable result = end.suspension().result();
            out.append("      case " + block.number() + ": ");
            if (result != null) {
                out.append(result.javaName() + " = (" + cast(end.suspension(), result) + ") $value; ");
            }
            out.append("$state = " + end.next().number() + "; $point = " + frames.index(block, FramePlan.Phase.AFTER)
                    + "; break;\n");
        }
        out.append("      default: throw new IllegalStateException(\"nothing is pending\");\n    }\n  }\n");
        out.append("""
                  @Override public boolean threw(Throwable failure) {
                    if ($BEFORE[$state] == 0) { throw new IllegalStateException("nothing is pending"); }
                    int handler = $HANDLER[$state];
                    if (handler < 0) { return false; }
                    $point = $THREW[$state];
                    $caught(handler, failure);
                    $state = handler;
                    return true;
                  }
                """);
    }

    private String cast(Suspension suspension, Variable result) {
        TypeMirror returned = suspension.method().getReturnType();
        return returned.getKind().isPrimitive() ? boxed(returned) : result.typeText();
    }

    private String boxed(TypeMirror type) {
        return types.boxedClass(types.getPrimitiveType(type.getKind()))
                .getQualifiedName()
                .toString();
    }

    private void frames() {
        out.append("  @Override public int point() { return $point; }\n");
        out.append("  @Override public Object[] save() {\n    switch ($point) {\n");
        List<FramePlan.Point> points = frames.points();
        for (int i = 0; i < points.size(); i++) {
            out.append("      case " + i + ": return $save" + i + "();\n");
        }
        out.append("      default: throw new IllegalStateException(\"point \" + $point);\n    }\n  }\n");
        start();
        out.append("  @Override public void restore(int point, Object[] values) {\n    switch (point) {\n");
        for (int i = 0; i < points.size(); i++) {
            out.append("      case " + i + ": $restore" + i + "(values); break;\n");
        }
        out.append("""
                      default: throw new IllegalStateException("point " + point);
                    }
                    $point = point;
                  }
                """);
        for (int i = 0; i < points.size(); i++) {
            point(i, points.get(i));
        }
    }

    /** A helper's frame holds no parameter that it does not read, yet is started with all. */
    private void start() {
        out.append("  @Override public void start(Object... $values) { $point = 0; $state = "
                + flow.entry().number() + ";");
        assign(flow.parameters());
        out.append(" }\n");
    }

    private void point(int index, FramePlan.Point point) {
        out.append("  private Object[] $save" + index + "() { return new Object[] {"
                + point.variables().stream().map(Variable::javaName).collect(Collectors.joining(", "))
                + "}; }\n");
        out.append("  private void $restore" + index + "(Object[] $values) { $state = "
                + point.state().number() + ";");
        assign(point.variables());
        out.append(new CompletionCheck(flow).of(point.variables()));
        out.append(" }\n");
    }

    private void assign(List<Variable> variables) {
        for (int i = 0; i < variables.size(); i++) {
            Variable variable = variables.get(i);
            TypeKind kind = variable.type().getKind();
            String cast = kind.isPrimitive() ? boxed(variable.type()) : variable.typeText();
            out.append(" " + variable.javaName() + " = (" + cast + ") $values[" + i + "];");
        }
    }
}
