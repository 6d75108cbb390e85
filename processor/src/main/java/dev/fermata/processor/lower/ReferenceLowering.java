package dev.fermata.processor.lower;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import dev.fermata.processor.diagnostic.Refusal;
import dev.fermata.processor.graph.Code;
import dev.fermata.processor.graph.Route;
import dev.fermata.processor.graph.Variable;
import dev.fermata.processor.model.Suspensions;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** Branches that are method references: {@code Durable.map(items, this::step)}. */
final class ReferenceLowering {

    private final Lowering lowering;
    private final TaskSource source;

    ReferenceLowering(Lowering lowering) {
        this.lowering = lowering;
        this.source = lowering.source;
    }

    /** @param item what the method is called with; null for nothing */
    void lower(TreePath path, MemberReferenceTree tree, @Nullable Variable item) {
        int line = source.line(tree);
        Suspensions.Kind kind = source.element(path) instanceof ExecutableElement method
                ? source.task().suspensions().kindOf(method)
                : Suspensions.Kind.NONE;
        if (kind == Suspensions.Kind.NONE || !(source.element(path) instanceof ExecutableElement method)) {
            plain(path, item, line);
            return;
        }
        TreePath qualifier = TaskSource.sub(path, tree.getQualifierExpression());
        boolean ofType = source.element(qualifier) instanceof TypeElement;
        Code argument = item == null ? new Code() : Code.use(item);
        if (kind != Suspensions.Kind.STEP && kind != Suspensions.Kind.HELPER) {
            throw new Refusal(
                    kind == Suspensions.Kind.TASK
                            ? dev.fermata.processor.diagnostic.Code.CHILD_TASK_CALL
                            : dev.fermata.processor.diagnostic.Code.STEP_REFERENCE,
                    tree,
                    method.getSimpleName());
        }
        Map<Tree, Code> found =
                ofType || OperandList.isStatic(method) ? Map.of() : lowering.order.receiver(path, qualifier);
        if (ofType && !OperandList.isStatic(method)) {
            throw new Refusal(
                    dev.fermata.processor.diagnostic.Code.STEP_RECEIVER,
                    tree,
                    method.getSimpleName(),
                    source.text(tree.getQualifierExpression()));
        }
        boolean step = kind == Suspensions.Kind.STEP;
        Route route = step
                ? lowering.calls.step(method)
                : lowering.helpers.route(method, tree, ofType ? null : qualifier, found);
        Code call = step
                ? call(tree.getQualifierExpression(), qualifier, method, argument, found)
                : arguments(method, item, tree);
        lowering.calls.suspend(tree, method.getSimpleName() + "#1", line, kind, method, call, lowering.result, route);
    }

    /** Code that does not suspend runs as it stands, by way of the function it is. */
    private void plain(TreePath path, @Nullable Variable item, int line) {
        Variable result = lowering.result;
        String function = result == null
                ? "dev.fermata.BranchAction<Exception>"
                : item == null
                        ? "dev.fermata.Branch<" + result.typeText() + ", Exception>"
                        : "dev.fermata.ItemBranch<" + item.typeText() + ", " + result.typeText() + ", Exception>";
        Code code = Code.of("((" + function + ") ")
                .add(lowering.splice(path, Map.of()))
                .add(").run(")
                .add(item == null ? new Code() : Code.use(item))
                .add(")");
        if (result == null) {
            lowering.flow.run(code.add(";"), line, false);
        } else {
            lowering.flow.set(result, code, line);
        }
    }

    private Code call(
            ExpressionTree receiver,
            TreePath qualifier,
            ExecutableElement method,
            Code argument,
            Map<Tree, Code> found) {
        boolean isStatic = OperandList.isStatic(method);
        boolean own = lowering.helpers.isThis(AssignedVariables.path(qualifier.getParentPath(), receiver));
        String name = "." + method.getSimpleName() + "(";
        if (lowering.access.needsAccessor(method) && (isStatic || own)) {
            String accessor = lowering.access.methodAccessor(method, receiver) + "(";
            return Code.of(accessor
                            + (isStatic
                                    ? ""
                                    : MemberText.TARGET + (argument.parts().isEmpty() ? "" : ", ")))
                    .add(argument)
                    .add(")");
        }
        Code on;
        if (isStatic) {
            on = lowering.access.ofTask(method)
                    ? Code.of(lowering.access.staticOwner(method))
                    : lowering.splice(qualifier, Map.of());
        } else if (own && !method.getModifiers().contains(Modifier.FINAL)) {
            on = new Code().add(new Code.Bean());
        } else {
            Code kept = found.get(receiver);
            on = kept != null ? new Code().add(kept) : lowering.splice(qualifier, Map.of());
        }
        return on.add(name).add(argument).add(")");
    }

    private Code arguments(ExecutableElement method, @Nullable Variable item, MemberReferenceTree tree) {
        List<? extends TypeMirror> types = method.getParameters().stream()
                .map(parameter -> parameter.asType())
                .toList();
        boolean packs = method.isVarArgs() && (item == null || types.size() > 1 || !(item.type() instanceof ArrayType));
        Code value = item == null ? new Code() : Code.use(item);
        if (!packs) {
            boolean primitive = item != null && types.get(0).getKind().isPrimitive();
            return Code.of("new Object[] {" + (primitive ? "(" + types.get(0) + ") " : ""))
                    .add(value)
                    .add("}");
        }
        String array = TypeText.of(source.unit().types().erasure(types.get(types.size() - 1)), tree, "it");
        boolean first = item != null && types.size() > 1;
        return Code.of("new Object[] {")
                .add(first ? value : new Code())
                .add((first ? ", " : "") + "new " + array + " {")
                .add(first ? new Code() : value)
                .add("}}");
    }
}
