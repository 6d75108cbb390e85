package dev.fermata.processor.lower;

import com.sun.source.tree.DoWhileLoopTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.WhileLoopTree;
import com.sun.source.util.TreePath;
import dev.fermata.processor.diagnostic.Refusal;
import dev.fermata.processor.graph.Block;
import dev.fermata.processor.graph.Code;
import dev.fermata.processor.graph.Terminator;
import dev.fermata.processor.graph.Variable;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.WildcardType;
import org.jspecify.annotations.Nullable;

/** Loops with a suspension inside. An enhanced {@code for} walks by index, because an iterator cannot be stored. */
final class LoopLowering {

    private final Lowering lowering;
    private final TaskSource source;
    private final FlowBuilder flow;

    LoopLowering(Lowering lowering) {
        this.lowering = lowering;
        this.source = lowering.source;
        this.flow = lowering.flow;
    }

    void lower(TreePath path, @Nullable String label) {
        Tree tree = path.getLeaf();
        if (tree instanceof WhileLoopTree loop) {
            whileLoop(path, loop, label);
        } else if (tree instanceof DoWhileLoopTree loop) {
            doLoop(path, loop, label);
        } else if (tree instanceof ForLoopTree loop) {
            forLoop(path, loop, label);
        } else if (tree instanceof EnhancedForLoopTree loop) {
            forEach(path, loop, label);
        }
    }

    private void body(TreePath path, @Nullable String label, StatementTree body, Block leave, Block repeat) {
        lowering.leaps.loop(
                label,
                lowering.labels.path(path.getLeaf()),
                leave,
                repeat,
                () -> lowering.statements.lower(TaskSource.sub(path, body)));
    }

    private void whileLoop(TreePath path, WhileLoopTree loop, @Nullable String label) {
        Block head = flow.block();
        Block body = flow.block();
        Block end = flow.block();
        flow.next(head);
        lowering.expressions.condition(TaskSource.sub(path, loop.getCondition()), body, end);
        flow.begin(body);
        body(path, label, loop.getStatement(), end, head);
        flow.go(head);
        flow.begin(end);
    }

    private void doLoop(TreePath path, DoWhileLoopTree loop, @Nullable String label) {
        Block body = flow.block();
        Block test = flow.block();
        Block end = flow.block();
        flow.next(body);
        body(path, label, loop.getStatement(), end, test);
        flow.next(test);
        lowering.expressions.condition(TaskSource.sub(path, loop.getCondition()), body, end);
        flow.begin(end);
    }

    private void forLoop(TreePath path, ForLoopTree loop, @Nullable String label) {
        Block head = flow.block();
        Block body = flow.block();
        Block update = flow.block();
        Block end = flow.block();
        lowering.statements.all(path, loop.getInitializer());
        flow.next(head);
        if (loop.getCondition() == null) {
            flow.go(body);
        } else {
            lowering.expressions.condition(TaskSource.sub(path, loop.getCondition()), body, end);
        }
        flow.begin(body);
        body(path, label, loop.getStatement(), end, update);
        flow.next(update);
        for (ExpressionStatementTree statement : loop.getUpdate()) {
            lowering.statements.lower(TaskSource.sub(path, statement));
        }
        flow.go(head);
        flow.begin(end);
    }

    private void forEach(TreePath path, EnhancedForLoopTree loop, @Nullable String label) {
        int line = source.line(loop);
        TreePath expression = TaskSource.sub(path, loop.getExpression());
        boolean array = source.type(expression).getKind() == TypeKind.ARRAY;
        Variable items = array ? array(path, loop, expression) : copy(loop, expression);
        // the index of one array means nothing in another
        String walked = items.temporary() ? "index" : "index." + items.name();
        Variable index = temporary(loop, walked, source.primitive(TypeKind.INT));
        if (!(source.element(TaskSource.sub(path, loop.getVariable())) instanceof VariableElement element)) {
            throw new IllegalStateException("A loop without a variable");
        }
        Variable item = lowering.variables.declare(loop.getVariable(), element);
        Block head = flow.block();
        Block body = flow.block();
        Block end = flow.block();
        flow.set(index, Code.of("0"), line);
        flow.next(head);
        Code more = Code.use(index).add(" < ").add(items).add(array ? ".length" : ".size()");
        flow.end(new Terminator.Branch(more, body, end), line);
        flow.begin(body);
        Code next = Code.use(items)
                .add(array ? "[" : ".get(")
                .add(index)
                .add("++")
                .define(index)
                .add(array ? "]" : ")");
        flow.set(item, next, line);
        body(path, label, loop.getStatement(), end, head);
        flow.go(head);
        flow.begin(end);
    }

    private Variable temporary(EnhancedForLoopTree loop, String suffix, TypeMirror type) {
        String name = loop.getVariable().getName() + "." + suffix;
        return lowering.variables.temporary(name, type, loop.getExpression());
    }

    /** A variable that the loop leaves alone is walked itself: a second name for one array would be two after a restart. */
    private Variable array(TreePath path, EnhancedForLoopTree loop, TreePath expression) {
        Element element = source.element(expression);
        Variable variable = lowering.variables.of(element);
        if (variable != null
                && element != null
                && !AssignedVariables.of(source, TaskSource.sub(path, loop.getStatement()))
                        .contains(element)) {
            return variable;
        }
        Variable items = temporary(loop, "items", source.type(expression));
        lowering.expressions.assign(items, expression);
        return items;
    }

    private Variable copy(EnhancedForLoopTree loop, TreePath expression) {
        TypeMirror collection = source.as(source.type(expression), "java.util.Collection");
        if (collection == null) {
            throw new Refusal(
                    dev.fermata.processor.diagnostic.Code.LOOP_SOURCE, loop.getExpression(), source.type(expression));
        }
        Variable items = temporary(loop, "items", listOf(element((DeclaredType) collection)));
        TreePath map = mapOfEntries(expression);
        Code code = map == null
                ? Code.of("dev.fermata.machine.MapEntries.copy(").add(lowering.expressions.value(expression))
                : Code.of("(java.util.List) dev.fermata.machine.MapEntries.of(").add(lowering.expressions.value(map));
        code.add(")");
        flow.set(items, code, source.line(loop));
        return items;
    }

    /** The map in {@code map.entrySet()}. */
    private @Nullable TreePath mapOfEntries(TreePath expression) {
        return expression.getLeaf() instanceof MethodInvocationTree call
                        && call.getMethodSelect() instanceof MemberSelectTree select
                        && select.getIdentifier().contentEquals("entrySet")
                        && call.getArguments().isEmpty()
                        && !select.getExpression().toString().endsWith("super")
                        && source.as(
                                        source.type(TaskSource.sub(
                                                TaskSource.sub(expression, select), select.getExpression())),
                                        "java.util.Map")
                                != null
                ? TaskSource.sub(TaskSource.sub(expression, select), select.getExpression())
                : null;
    }

    TypeMirror listOf(TypeMirror element) {
        TypeElement list = (TypeElement) ((DeclaredType) source.typeNamed("java.util.List")).asElement();
        return source.unit().types().getDeclaredType(list, element);
    }

    TypeMirror element(DeclaredType collection) {
        if (collection.getTypeArguments().isEmpty()) {
            return source.object();
        }
        TypeMirror argument = collection.getTypeArguments().get(0);
        if (argument instanceof WildcardType wildcard) {
            return wildcard.getExtendsBound() == null ? source.object() : wildcard.getExtendsBound();
        }
        return TypeText.isCaptured(argument) ? ((TypeVariable) argument).getUpperBound() : argument;
    }
}
