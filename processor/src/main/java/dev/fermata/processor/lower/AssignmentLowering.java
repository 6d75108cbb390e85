package dev.fermata.processor.lower;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.util.TreePath;
import dev.fermata.processor.graph.Code;
import dev.fermata.processor.graph.Variable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** Assignments with a suspension on either side: the target is evaluated first, a compound one read before the value. */
final class AssignmentLowering {

    private static final Map<Tree.Kind, String> OPERATORS = Map.ofEntries(
            Map.entry(Tree.Kind.PLUS_ASSIGNMENT, "+"),
            Map.entry(Tree.Kind.MINUS_ASSIGNMENT, "-"),
            Map.entry(Tree.Kind.MULTIPLY_ASSIGNMENT, "*"),
            Map.entry(Tree.Kind.DIVIDE_ASSIGNMENT, "/"),
            Map.entry(Tree.Kind.REMAINDER_ASSIGNMENT, "%"),
            Map.entry(Tree.Kind.AND_ASSIGNMENT, "&"),
            Map.entry(Tree.Kind.OR_ASSIGNMENT, "|"),
            Map.entry(Tree.Kind.XOR_ASSIGNMENT, "^"),
            Map.entry(Tree.Kind.LEFT_SHIFT_ASSIGNMENT, "<<"),
            Map.entry(Tree.Kind.RIGHT_SHIFT_ASSIGNMENT, ">>"),
            Map.entry(Tree.Kind.UNSIGNED_RIGHT_SHIFT_ASSIGNMENT, ">>>"));

    private final Lowering lowering;
    private final TaskSource source;

    AssignmentLowering(Lowering lowering) {
        this.lowering = lowering;
        this.source = lowering.source;
    }

    Code assign(TreePath path, AssignmentTree tree) {
        TreePath target = AssignedVariables.path(path, tree.getVariable());
        TreePath value = TaskSource.sub(path, tree.getExpression());
        Variable variable = local(target);
        if (variable != null) {
            lowering.expressions.assign(variable, value);
            return Code.use(variable);
        }
        Map<Tree, Code> evaluated = new HashMap<>();
        lowering.order.stabilize(target, evaluated, List.of(value));
        if (lowering.finder.suspends(value)) {
            evaluated.put(tree.getExpression(), lowering.expressions.value(value));
        }
        return lowering.splice(path, evaluated);
    }

    Code compound(TreePath path, CompoundAssignmentTree tree) {
        TreePath target = AssignedVariables.path(path, tree.getVariable());
        TreePath value = TaskSource.sub(path, tree.getExpression());
        Map<Tree, Code> evaluated = new HashMap<>();
        lowering.order.stabilize(target, evaluated, List.of(value));
        boolean late = lowering.finder.suspends(value);
        TypeMirror type = source.type(target);
        TypeMirror unboxed = source.as(source.type(path), "java.lang.String") != null ? null : source.unboxed(type);
        boolean unchanged = local(target) != null && unboxed == null && lowering.order.movable(target, List.of(value));
        if (!late || unchanged) {
            if (late) {
                evaluated.put(tree.getExpression(), lowering.expressions.value(value));
            }
            return lowering.splice(path, evaluated);
        }
        // JLS 15.26.2: the old value is read, and unboxed, before the right side is evaluated.
        Code old = lowering.order.save(
                target.getLeaf(), unboxed == null ? type : unboxed, lowering.splice(target, evaluated), value);
        Code right = lowering.expressions.value(value);
        String cast = TypeText.of(type, tree, source.text(tree.getVariable()), lowering.localTypes::qualifier);
        Code written = FieldWrites.open(lowering, target);
        if (written != null) {
            return written.add("(" + cast + ") (")
                    .add(old)
                    .add(" " + operator(tree) + " (")
                    .add(right)
                    .add(")))");
        }
        return target(target, evaluated)
                .add(" = (" + cast + ") (")
                .add(old)
                .add(" " + operator(tree) + " (")
                .add(right)
                .add("))");
    }

    static String operator(CompoundAssignmentTree tree) {
        return OPERATORS.getOrDefault(tree.getKind(), "?");
    }

    private Code target(TreePath target, Map<Tree, Code> evaluated) {
        Variable variable = local(target);
        return variable != null ? new Code().assign(variable) : lowering.splice(target, evaluated);
    }

    Code increment(TreePath path, UnaryTree tree) {
        TreePath target = AssignedVariables.path(path, tree.getExpression());
        Map<Tree, Code> evaluated = new HashMap<>();
        lowering.order.stabilize(target, evaluated, List.of());
        return lowering.splice(path, evaluated);
    }

    @Nullable
    Variable local(TreePath target) {
        return target.getLeaf() instanceof IdentifierTree ? lowering.variables.of(source.element(target)) : null;
    }
}
