package dev.fermata.processor.lower;

import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import dev.fermata.processor.graph.Code;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;

/**
 * Arguments of steps that are parts of a collection, as in {@code send(ids.subList(0, 10))}: a part cannot be stored, what
 * it is a part of can. So that and the bounds are stored, and the part is made again for each call.
 */
final class ViewOperands {

    private static final Set<String> PARTS = Set.of(
            "subList",
            "subMap",
            "headMap",
            "tailMap",
            "subSet",
            "headSet",
            "tailSet",
            "descendingMap",
            "descendingSet",
            "descendingKeySet",
            "reversed");

    private final Lowering lowering;
    private final EvaluationOrder order;
    private final OperandList operands;

    ViewOperands(Lowering lowering, EvaluationOrder order, OperandList operands) {
        this.lowering = lowering;
        this.order = order;
        this.operands = operands;
    }

    /**
     * Whether the operand is a part, and what it is made of has been evaluated into {@code evaluated}.
     *
     * @param later operands that are evaluated after it: with any effect of theirs, the part would not be the same
     */
    boolean keep(TreePath path, List<TreePath> later, Map<Tree, Code> evaluated) {
        if (!isPart(path)
                || lowering.finder.suspends(path)
                || !later.stream().allMatch(other -> order.movable(other, List.of()))) {
            return false;
        }
        List<Operand> all = operands.of(path);
        TreePath whole = all.get(0).path();
        if (!order.movable(whole, List.of()) && !order.ofOwnVariables(whole)) {
            return false;
        }
        Map<Tree, Code> parts = new HashMap<>();
        for (Operand operand : all) {
            if (operand.unboxed() != null || !order.movable(operand.path(), List.of())) {
                Code code = lowering.expressions.value(operand.path());
                TypeMirror type = operand.unboxed() != null ? operand.unboxed() : lowering.source.type(operand.path());
                parts.put(
                        operand.path().getLeaf(),
                        order.save(operand.path().getLeaf(), type, code, path.getParentPath()));
            }
        }
        // bounds that are out of range fail in the task, not in the call of the step
        lowering.flow.run(lowering.splice(path, parts).add(";"), lowering.source.line(path.getLeaf()), false);
        evaluated.putAll(parts);
        return true;
    }

    private boolean isPart(TreePath path) {
        return path.getLeaf() instanceof MethodInvocationTree call
                && call.getMethodSelect() instanceof MemberSelectTree select
                && PARTS.contains(select.getIdentifier().toString())
                && lowering.source.element(path) instanceof ExecutableElement method
                && !OperandList.isStatic(method)
                && method.getEnclosingElement() instanceof TypeElement type
                && type.getQualifiedName().toString().startsWith("java.util.")
                && !operands.of(path).isEmpty()
                && operands.of(path).get(0).receiver();
    }
}
