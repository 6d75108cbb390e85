package dev.fermata.processor.lower;

import com.sun.source.tree.ArrayAccessTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TypeCastTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import dev.fermata.processor.diagnostic.Refusal;
import dev.fermata.processor.graph.Code;
import dev.fermata.processor.graph.Variable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/**
 * Objects of the application, which are never part of a frame: what fields, arrays and getters lead to from the task's
 * object. They are kept while the machine lives, and found again after a restart.
 */
final class Lookups {

    private final Lowering lowering;
    private final TaskSource source;
    private final EvaluationOrder order;
    private final OperandList operands;

    Lookups(Lowering lowering, EvaluationOrder order, OperandList operands) {
        this.lowering = lowering;
        this.source = lowering.source;
        this.order = order;
        this.operands = operands;
    }

    /** The object whose step is called; empty if the text names it wherever it stands. */
    Map<Tree, Code> receiver(TreePath call, TreePath receiver) {
        if (isField(receiver)) {
            return Map.of();
        }
        TreePath meant = initializer(receiver);
        if (meant != null && order.movable(meant, List.of()) && isField(meant)) {
            return Map.of(
                    receiver.getLeaf(),
                    Code.of("(").add(lowering.splice(meant, Map.of())).add(")"));
        }
        if (isFound(receiver)) {
            return Map.of(receiver.getLeaf(), keep(receiver, call));
        }
        Element method = source.element(call);
        throw new Refusal(
                dev.fermata.processor.diagnostic.Code.STEP_RECEIVER,
                call.getLeaf(),
                method == null ? "?" : method.getSimpleName(),
                source.text(receiver.getLeaf()));
    }

    /** What a local variable is initialised with, if it never gets another value. */
    private @Nullable TreePath initializer(TreePath path) {
        Element element = source.element(path);
        TreePath declared = path.getLeaf() instanceof IdentifierTree ? lowering.uses.declaration(element) : null;
        return declared != null
                        && declared.getLeaf() instanceof VariableTree variable
                        && variable.getInitializer() != null
                        && !AssignedVariables.of(source, source.task().path()).contains(element)
                ? TaskSource.sub(declared, variable.getInitializer())
                : null;
    }

    /** Evaluates the object now and keeps it across the suspension in {@code reason}. */
    Code keep(TreePath path, TreePath reason) {
        Map<Tree, Code> arguments = new HashMap<>();
        saveArguments(path, reason, arguments);
        Code found = lowering.splice(path, arguments);
        Variable variable = lowering.variables.passing(
                lowering.labels.temporary(reason, path.getLeaf()), source.type(path), path.getLeaf());
        lowering.flow.set(variable, found, source.line(path.getLeaf()));
        return Code.of("(")
                .add(variable)
                .add(" != null ? ")
                .add(variable)
                .add(" : ")
                .add(found)
                .add(")");
    }

    private void saveArguments(TreePath path, TreePath reason, Map<Tree, Code> into) {
        Tree tree = path.getLeaf();
        if (tree instanceof MethodInvocationTree || tree instanceof ArrayAccessTree) {
            List<Operand> all = operands.of(path);
            for (int i = 0; i < all.size(); i++) {
                Operand operand = all.get(i);
                boolean owner = operand.receiver() || (tree instanceof ArrayAccessTree && i == 0);
                if (owner) {
                    saveArguments(operand.path(), reason, into);
                } else if (operand.unboxed() != null || !order.movable(operand.path(), List.of())) {
                    TypeMirror type = operand.unboxed() != null ? operand.unboxed() : source.type(operand.path());
                    Code code = lowering.expressions.value(operand.path());
                    into.put(operand.path().getLeaf(), order.save(operand.path().getLeaf(), type, code, reason));
                }
            }
            return;
        }
        ExpressionTree inner = inner(tree);
        if (inner != null) {
            saveArguments(TaskSource.sub(path, inner), reason, into);
        }
    }

    private static @Nullable ExpressionTree inner(Tree tree) {
        if (tree instanceof ParenthesizedTree parenthesized) {
            return parenthesized.getExpression();
        }
        if (tree instanceof TypeCastTree cast) {
            return cast.getExpression();
        }
        return tree instanceof MemberSelectTree select ? select.getExpression() : null;
    }

    /** Whether the expression leads to an object of the application. */
    boolean isFound(TreePath path) {
        Tree tree = path.getLeaf();
        if (lowering.finder.suspends(path)) {
            return false;
        }
        if (isField(path)) {
            return true;
        }
        if (tree instanceof ArrayAccessTree access) {
            return isFound(TaskSource.sub(path, access.getExpression()));
        }
        if (tree instanceof MethodInvocationTree call) {
            return isGetter(path, call);
        }
        Element element = source.element(path);
        if (tree instanceof MemberSelectTree && (element == null || element.getKind() != ElementKind.FIELD)) {
            return false;
        }
        ExpressionTree inner = inner(tree);
        return inner != null && isFound(TaskSource.sub(path, inner));
    }

    /** A getter is called again after a restart; of a method of another name nobody knows what it does the second time. */
    private boolean isGetter(TreePath path, MethodInvocationTree call) {
        if (!(source.element(path) instanceof ExecutableElement method)
                || !method.getSimpleName().toString().matches("get([A-Z].*)?")) {
            return false;
        }
        if (OperandList.isStatic(method) || call.getMethodSelect() instanceof IdentifierTree) {
            return true;
        }
        List<Operand> all = operands.of(path);
        return !all.isEmpty() && all.get(0).receiver() && isFound(all.get(0).path());
    }

    /** A chain of fields that begins at the task's object or at a class. */
    boolean isField(TreePath path) {
        Tree tree = path.getLeaf();
        ExpressionTree inner = tree instanceof MemberSelectTree ? null : inner(tree);
        if (inner != null) {
            return isField(TaskSource.sub(path, inner));
        }
        Element element = source.element(path);
        boolean field = element != null
                && (element.getKind() == ElementKind.FIELD || element.getKind() == ElementKind.ENUM_CONSTANT);
        if (tree instanceof IdentifierTree name) {
            return name.getName().contentEquals("this") || field || element instanceof TypeElement;
        }
        return tree instanceof MemberSelectTree select
                && (select.getIdentifier().contentEquals("this")
                        || (element != null
                                && field
                                && (OperandList.isStatic(element)
                                        || isField(TaskSource.sub(path, select.getExpression())))));
    }
}
