package dev.fermata.processor.emit;

import dev.fermata.processor.graph.ControlFlowGraph;
import dev.fermata.processor.graph.Suspension;
import dev.fermata.processor.graph.Variable;
import dev.fermata.processor.liveness.FramePlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Types;

/**
 * Writes how a machine is saved and restored. Its fields have numbers, a resume point is a row of them, and there is one
 * statement to read and one to fill each field: code that grows with the fields and not with the points, since javac is
 * to compile all of it.
 */
final class FrameWriter {

    private record Cell(String field, String filled) {}

    private final ControlFlowGraph flow;
    private final FramePlan frames;
    private final Types types;
    private final StringBuilder out;
    private final Map<Cell, Integer> cells = new LinkedHashMap<>();

    FrameWriter(ControlFlowGraph flow, FramePlan frames, Types types, StringBuilder out) {
        this.flow = flow;
        this.frames = frames;
        this.types = types;
        this.out = out;
    }

    /** The number of the field that takes the result of a call; -1 if nobody reads it. */
    int result(Suspension suspension) {
        Variable result = suspension.result();
        if (result == null) {
            return -1;
        }
        TypeMirror returned = suspension.method().getReturnType();
        boolean widened = returned.getKind().isPrimitive()
                && result.type().getKind().isPrimitive()
                && returned.getKind() != result.type().getKind();
        return number(result, widened ? boxed(returned) : cast(result));
    }

    private int number(Variable variable, String cast) {
        String filled = variable.javaName() + " = (" + cast + ") $value;" + new CompletionCheck(flow).of(variable);
        return cells.computeIfAbsent(new Cell(variable.javaName(), filled), added -> cells.size());
    }

    private String cast(Variable variable) {
        return variable.type().getKind().isPrimitive() ? boxed(variable.type()) : variable.typeText();
    }

    private String boxed(TypeMirror type) {
        return types.boxedClass(types.getPrimitiveType(type.getKind()))
                .getQualifiedName()
                .toString();
    }

    /** After all results have their numbers. */
    void write() {
        List<String> rows = new ArrayList<>();
        for (FramePlan.Point point : frames.points()) {
            rows.add(point.state().number() + " "
                    + point.variables().stream()
                            .map(variable -> number(variable, cast(variable)) + " ")
                            .collect(Collectors.joining()));
        }
        // the state, then the fields
        NumberText.rows("$POINTS", rows, out);
        start();
        out.append("""
                  @Override public int point() { return $point; }
                  @Override public Object[] save() {
                    int[] cells = $POINTS[$point];
                    Object[] values = new Object[cells.length - 1];
                    for (int i = 0; i < values.length; i++) { values[i] = $get(cells[i + 1]); }
                    return values;
                  }
                  @Override public void restore(int point, Object[] values) {
                    int[] cells = $POINTS[point];
                    for (int i = 1; i < cells.length; i++) { $set(cells[i], values[i - 1]); }
                    $state = cells[0];
                    $point = point;
                  }
                """);
        out.append("  private Object $get(int $cell) {\n    switch ($cell) {\n");
        cells.forEach((cell, number) -> out.append("      case " + number + ": return " + cell.field() + ";\n"));
        out.append("      default: throw new IllegalArgumentException();\n    }\n  }\n");
        out.append("  private void $set(int $cell, Object $value) {\n    switch ($cell) {\n");
        cells.forEach((cell, number) -> out.append("      case " + number + ": " + cell.filled() + " break;\n"));
        out.append("      default: throw new IllegalArgumentException();\n    }\n  }\n");
    }

    /** A helper's frame holds no parameter that it does not read, yet is started with all. */
    private void start() {
        out.append("  @Override public void start(Object... $values) { $point = 0; $state = "
                + flow.entry().number() + ";");
        List<Variable> parameters = flow.parameters();
        for (int i = 0; i < parameters.size(); i++) {
            Variable parameter = parameters.get(i);
            out.append(" " + parameter.javaName() + " = (" + cast(parameter) + ") $values[" + i + "];");
        }
        out.append(" }\n");
    }
}
