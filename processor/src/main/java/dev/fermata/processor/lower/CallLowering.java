package dev.fermata.processor.lower;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import dev.fermata.processor.diagnostic.Refusal;
import dev.fermata.processor.graph.Block;
import dev.fermata.processor.graph.Code;
import dev.fermata.processor.graph.Route;
import dev.fermata.processor.graph.Suspension;
import dev.fermata.processor.graph.Terminator;
import dev.fermata.processor.graph.Variable;
import dev.fermata.processor.model.Suspensions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** Turns a suspending call into a block of its own, with its arguments evaluated before it. */
final class CallLowering {

    private final Lowering lowering;
    private final TaskSource source;

    CallLowering(Lowering lowering) {
        this.lowering = lowering;
        this.source = lowering.source;
    }

    Code value(TreePath path) {
        MethodInvocationTree tree = (MethodInvocationTree) path.getLeaf();
        Variable result = lowering.variables.temporary(lowering.labels.result(tree), source.type(path), tree);
        call(path, result);
        return Code.use(result);
    }

    /**
     * Calls straight into a variable, if the expression is a suspending call whose result fits without a conversion that
     * could fail: unboxing a null must happen in the task, behind the suspension.
     */
    boolean into(TreePath path, Variable variable) {
        if (!lowering.finder.isCall(path)) {
            return false;
        }
        boolean unboxes = variable.type().getKind().isPrimitive()
                && !source.type(path).getKind().isPrimitive();
        if (!unboxes) {
            call(path, variable);
        }
        return !unboxes;
    }

    void call(TreePath path, @Nullable Variable result) {
        MethodInvocationTree tree = (MethodInvocationTree) path.getLeaf();
        if (!(source.element(path) instanceof ExecutableElement method)) {
            throw new IllegalStateException("A call without a method: " + tree);
        }
        Suspensions.Kind kind = lowering.finder.kind(path);
        String label = lowering.labels.label(tree);
        switch (kind) {
            case SLEEP -> suspend(tree, label, line(tree), kind, method, duration(path, tree), null, new Route.None());
            case CHECKPOINT ->
                suspend(tree, label, line(tree), kind, method, saved(path, tree), result, new Route.None());
            case STEP -> {
                Code code = callText(path, lowering.order.evaluateAll(path));
                suspend(tree, label, line(tree), kind, method, code, result, step(method));
            }
            case HELPER -> {
                Map<Tree, Code> evaluated = lowering.order.evaluateAll(path);
                Code code = lowering.helpers.arguments(path, tree, method, evaluated);
                Route route = lowering.helpers.route(path, tree, method, evaluated);
                suspend(tree, label, line(tree), kind, method, code, result, route);
            }
            case ALL, MAP -> {
                BranchLowering.Fork fork = kind == Suspensions.Kind.ALL
                        ? lowering.branches.all(path, tree)
                        : lowering.branches.map(path, tree);
                suspend(tree, label, line(tree), kind, method, fork.arguments(), result, fork.route());
            }
            case TASK ->
                throw new Refusal(dev.fermata.processor.diagnostic.Code.CHILD_TASK_CALL, tree, method.getSimpleName());
            case NONE -> throw new IllegalStateException("No suspension: " + tree);
        }
    }

    Route step(ExecutableElement method) {
        return new Route.Step(proxied(method).orElse(null));
    }

    /** Ends the open block with a suspension, and goes on behind it. */
    void suspend(
            Tree tree,
            String label,
            int line,
            Suspensions.Kind kind,
            ExecutableElement method,
            Code code,
            @Nullable Variable result,
            Route route) {
        boolean nothing = method.getReturnType().getKind() == TypeKind.VOID;
        Suspension suspension = new Suspension(label, line, tree, kind, method, code, nothing ? null : result, route);
        Block call = lowering.flow.block();
        Block after = lowering.flow.block();
        lowering.flow.next(call);
        lowering.flow.end(new Terminator.Suspend(suspension, after), line);
        lowering.flow.begin(after);
    }

    /** The line a debugger stops at: that of the method's name, which in a chain is not that of the first word. */
    private int line(MethodInvocationTree tree) {
        return source.lineOf(source.end(tree.getMethodSelect()) - 1);
    }

    /** A null duration is the task's own mistake, so it fails in the task's own code. */
    private Code duration(TreePath path, MethodInvocationTree tree) {
        TreePath argument = TaskSource.sub(path, tree.getArguments().get(0));
        Code duration = Code.of("java.util.Objects.requireNonNull(")
                .add(lowering.expressions.value(argument))
                .add(")");
        return lowering.order.save(argument.getLeaf(), source.typeNamed("java.time.Duration"), duration, path);
    }

    /** The value of a checkpoint; its key has become part of the label. */
    private Code saved(TreePath path, MethodInvocationTree tree) {
        ExpressionTree key = tree.getArguments().get(0);
        if (ConstantText.name(source, TaskSource.sub(path, key)) == null) {
            throw new Refusal(dev.fermata.processor.diagnostic.Code.CHECKPOINT_KEY, key, source.text(key));
        }
        TreePath value = TaskSource.sub(path, tree.getArguments().get(1));
        TypeMirror type = source.type(path);
        return lowering.order.save(value.getLeaf(), type, lowering.expressions.value(value), path);
    }

    private Code callText(TreePath path, Map<Tree, Code> evaluated) {
        return new SourceSplicer(lowering, path, evaluated)
                .calling(path.getLeaf())
                .splice();
    }

    /** An interface of the task's class through which a JDK proxy of it can be called. */
    private Optional<String> proxied(ExecutableElement method) {
        if (OperandList.isStatic(method) || !lowering.access.inheritedByOwner(MemberAccess.declaring(method))) {
            return Optional.empty();
        }
        Deque<TypeMirror> open =
                new ArrayDeque<>(java.util.List.of(source.owner().asType()));
        while (!open.isEmpty()) {
            TypeMirror type = open.poll();
            if (source.unit().types().asElement(type) instanceof TypeElement element) {
                if (element.getKind() == ElementKind.INTERFACE && declares(element, method)) {
                    return Optional.of(element.getQualifiedName().toString());
                }
                open.addAll(source.unit().types().directSupertypes(type));
            }
        }
        return Optional.empty();
    }

    private boolean declares(TypeElement type, ExecutableElement method) {
        boolean visible = type.getModifiers().contains(Modifier.PUBLIC)
                || source.unit()
                        .elements()
                        .getPackageOf(type)
                        .equals(source.unit().elements().getPackageOf(source.owner()));
        return visible
                && !type.getModifiers().contains(Modifier.PRIVATE)
                && type.getEnclosedElements().stream()
                        .anyMatch(member -> member.equals(method)
                                || (member instanceof ExecutableElement declared
                                        && source.unit().elements().overrides(method, declared, source.owner())));
    }
}
