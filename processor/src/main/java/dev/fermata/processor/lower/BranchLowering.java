package dev.fermata.processor.lower;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TypeCastTree;
import com.sun.source.util.TreePath;
import dev.fermata.processor.diagnostic.Refusal;
import dev.fermata.processor.graph.Code;
import dev.fermata.processor.graph.Route;
import dev.fermata.processor.graph.Variable;
import dev.fermata.processor.model.AttributedTask;
import dev.fermata.processor.model.CompiledTask;
import dev.fermata.processor.model.MachineReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Element;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** Forks: each lambda of a {@code Durable.all} or {@code Durable.map} becomes a machine, started with what it captures. */
final class BranchLowering {

    /** What a fork becomes: the arguments of its branches, and the way to their machines. */
    record Fork(Code arguments, Route route) {}

    private final Lowering lowering;
    private final TaskSource source;
    private final List<CompiledTask.Branch> compiled = new ArrayList<>();
    private int machines;

    BranchLowering(Lowering lowering) {
        this.lowering = lowering;
        this.source = lowering.source;
    }

    /** The machines of its branches. */
    List<CompiledTask.Branch> compiled() {
        return compiled;
    }

    /** {@code Durable.all}. */
    Fork all(TreePath path, MethodInvocationTree tree) {
        List<MachineReference> references = new ArrayList<>();
        Code arguments = Code.of("new Object[][] {");
        for (int i = 0; i < tree.getArguments().size(); i++) {
            TreePath body = body(path, tree.getArguments().get(i));
            Map<Element, Variable> captured = CapturedVariables.of(lowering, body);
            references.add(machine(tree, body, "/" + i, captured, null, result(path)));
            arguments.add(i == 0 ? "{" : ", {").add(values(captured)).add("}");
        }
        Code count = Code.of(String.valueOf(references.size()));
        return new Fork(
                arguments.add("}[$branch]"),
                new Route.Branches(references, false, count, Code.of(String.valueOf(Math.max(1, references.size())))));
    }

    /** {@code Durable.map}: the items are walked once, before the first branch begins. */
    Fork map(TreePath path, MethodInvocationTree tree) {
        TreePath items = TaskSource.sub(path, tree.getArguments().get(0));
        TreePath body = body(path, tree.getArguments().get(1));
        TypeMirror item = item(items);
        Map<Element, Variable> captured = CapturedVariables.of(lowering, body);
        Code collection = lowering.expressions.value(items);
        Code concurrency = Code.of("Integer.MAX_VALUE");
        if (tree.getArguments().size() > 2) {
            TreePath bound = TaskSource.sub(path, tree.getArguments().get(2));
            if (!lowering.order.movable(items, List.of(bound))) {
                collection = lowering.order.save(items.getLeaf(), source.type(items), collection, path);
            }
            Variable limit = lowering.variables.temporary(
                    lowering.labels.label(tree) + ".concurrency", source.primitive(TypeKind.INT), bound.getLeaf());
            lowering.flow.set(limit, lowering.expressions.value(bound), source.line(bound.getLeaf()));
            concurrency = Code.use(limit);
        }
        Variable list = lowering.variables.temporary(
                lowering.labels.label(tree) + ".items", lowering.loops.listOf(item), items.getLeaf());
        Code copy = Code.of("dev.fermata.machine.Forks.items(")
                .add(collection)
                .add(", ")
                .add(concurrency)
                .add(")");
        lowering.flow.set(list, copy, source.line(items.getLeaf()));
        Code arguments = Code.of("new Object[] {")
                .add(values(captured))
                .add(captured.isEmpty() ? "" : ", ")
                .add(list)
                .add(".get($branch)}");
        MachineReference machine = machine(tree, body, "", captured, item, result(path));
        return new Fork(
                arguments,
                new Route.Branches(List.of(machine), true, Code.use(list).add(".size()"), concurrency));
    }

    private static Code values(Map<Element, Variable> captured) {
        Code code = new Code();
        String comma = "";
        for (Variable variable : captured.values()) {
            code.add(comma).add(variable);
            comma = ", ";
        }
        return code;
    }

    private TypeMirror item(TreePath items) {
        return source.as(source.type(items), "java.util.Collection") instanceof DeclaredType collection
                ? lowering.loops.element(collection)
                : source.object();
    }

    /** What the branches of a fork return: the fork returns a list of that. */
    private @Nullable TypeMirror result(TreePath fork) {
        TypeMirror type = source.type(fork);
        if (type.getKind() == TypeKind.VOID) {
            return null;
        }
        return type instanceof DeclaredType list && !list.getTypeArguments().isEmpty()
                ? list.getTypeArguments().get(0)
                : source.object();
    }

    /** The branch itself, written in place. */
    private TreePath body(TreePath path, ExpressionTree argument) {
        TreePath body = TaskSource.sub(path, argument);
        while (true) {
            Tree tree = body.getLeaf();
            if (tree instanceof ParenthesizedTree parenthesized) {
                body = TaskSource.sub(body, parenthesized.getExpression());
            } else if (tree instanceof TypeCastTree cast) {
                body = TaskSource.sub(body, cast.getExpression());
            } else if (tree instanceof LambdaExpressionTree || tree instanceof MemberReferenceTree) {
                return body;
            } else {
                throw new Refusal(
                        dev.fermata.processor.diagnostic.Code.BRANCH_ELSEWHERE, argument, source.text(argument));
            }
        }
    }

    private MachineReference machine(
            MethodInvocationTree fork,
            TreePath body,
            String number,
            Map<Element, Variable> captured,
            @Nullable TypeMirror item,
            @Nullable TypeMirror result) {
        CaptureRules.check(lowering, body, captured);
        String name = lowering.scope.name() + "/" + lowering.labels.label(fork) + number;
        AttributedTask task = source.task().branch(++machines, body);
        MachineCompiler.branch(
                        task,
                        new BranchScope(name, captured, item, result, lowering.constants(), lowering.localTypes),
                        lowering.refusals)
                .ifPresent(machine -> compiled.add(new CompiledTask.Branch(name, machine)));
        return MachineReference.of(
                source.owner(), task.machineName(), source.unit().elements());
    }
}
