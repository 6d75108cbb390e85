package dev.fermata.processor.lower;

import com.sun.source.tree.AssertTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.BreakTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ContinueTree;
import com.sun.source.tree.EmptyStatementTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.LabeledStatementTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewArrayTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.SynchronizedTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.tree.YieldTree;
import com.sun.source.util.TreePath;
import dev.fermata.processor.diagnostic.Refusal;
import dev.fermata.processor.graph.Block;
import dev.fermata.processor.graph.Code;
import dev.fermata.processor.graph.Terminator;
import dev.fermata.processor.graph.Variable;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.VariableElement;
import org.jspecify.annotations.Nullable;

/** Breaks statements at their suspensions, and copies those that have none. */
final class StatementLowering {

    private final Lowering lowering;
    private final TaskSource source;
    private final FlowBuilder flow;

    StatementLowering(Lowering lowering) {
        this.lowering = lowering;
        this.source = lowering.source;
        this.flow = lowering.flow;
    }

    void all(TreePath parent, List<? extends StatementTree> statements) {
        statements.forEach(statement -> lower(TaskSource.sub(parent, statement)));
    }

    /** Lowers one statement. What is refused in it is reported, and the statements behind it are still looked at. */
    void lower(TreePath path) {
        try {
            flow.reopen();
            dispatch(path, null);
        } catch (Refusal refusal) {
            lowering.refusals.accept(refusal);
        }
    }

    private void dispatch(TreePath path, @Nullable String label) {
        Tree tree = path.getLeaf();
        int line = source.line(tree);
        if (PinnedLabels.isLabel(source, path)) {
            // it has become the name of the next suspension point
            return;
        }
        if (tree instanceof VariableTree variable) {
            variable(path, variable);
        } else if (tree instanceof ReturnTree statement) {
            if (statement.getExpression() != null && lowering.result != null) {
                lowering.expressions.assign(lowering.result, TaskSource.sub(path, statement.getExpression()));
            }
            lowering.leaps.leap(lowering.leaps.returning(), line);
        } else if (tree instanceof ThrowTree statement) {
            Code thrown = lowering.expressions.value(TaskSource.sub(path, statement.getExpression()));
            flow.end(new Terminator.Throw(thrown), line);
        } else if (tree instanceof BreakTree statement) {
            lowering.leaps.leap(lowering.leaps.breaking(statement.getLabel()), line);
        } else if (tree instanceof ContinueTree statement) {
            lowering.leaps.leap(lowering.leaps.continuing(statement.getLabel()), line);
        } else if (tree instanceof YieldTree statement) {
            lowering.expressions.assign(lowering.leaps.yielded(), TaskSource.sub(path, statement.getValue()));
            lowering.leaps.leap(lowering.leaps.yielding(), line);
        } else if (tree instanceof ClassTree type) {
            lowering.localTypes.hoist(path, type);
        } else if (!(tree instanceof EmptyStatementTree)
                && !(tree instanceof ExpressionStatementTree statement && assigned(path, statement))) {
            if (lowering.finder.suspends(path)) {
                suspending(path, label, line);
            } else {
                copy(path, line);
            }
        }
    }

    /** An assignment to a variable of the machine is kept apart even without a suspension: it ends the old value's life. */
    private boolean assigned(TreePath path, ExpressionStatementTree statement) {
        if (!(statement.getExpression() instanceof AssignmentTree assignment) || lowering.finder.suspends(path)) {
            return false;
        }
        TreePath expression = TaskSource.sub(path, assignment);
        Variable variable = lowering.assignments.local(AssignedVariables.path(expression, assignment.getVariable()));
        if (variable != null) {
            lowering.expressions.assign(variable, TaskSource.sub(expression, assignment.getExpression()));
        }
        return variable != null;
    }

    private void copy(TreePath path, int line) {
        SourceSplicer splicer = new SourceSplicer(lowering, path, Map.of());
        Code code = splicer.splice();
        Tree tree = path.getLeaf();
        if (tree instanceof ExpressionStatementTree && !source.text(tree).endsWith(";")) {
            code.add(";");
        }
        flow.run(code, line, splicer.abrupt());
    }

    private void suspending(TreePath path, @Nullable String label, int line) {
        Tree tree = path.getLeaf();
        if (tree instanceof BlockTree block) {
            all(path, block.getStatements());
        } else if (tree instanceof ExpressionStatementTree statement) {
            lowering.expressions.effect(TaskSource.sub(path, statement.getExpression()), line);
        } else if (tree instanceof IfTree choice) {
            choice(path, choice);
        } else if (EscapingJumps.isLoop(tree)) {
            lowering.loops.lower(path, label);
        } else if (tree instanceof LabeledStatementTree labelled) {
            labelled(path, labelled);
        } else if (tree instanceof SwitchTree choice) {
            lowering.switches.lower(path, choice);
        } else if (tree instanceof TryTree attempt) {
            lowering.tries.lower(path, attempt);
        } else {
            throw refused(path, tree);
        }
    }

    private Refusal refused(TreePath path, Tree tree) {
        MethodInvocationTree call = lowering.finder.first(path);
        String name = call == null ? "?" : name(call);
        Tree at = call == null ? tree : call;
        if (tree instanceof SynchronizedTree) {
            return new Refusal(dev.fermata.processor.diagnostic.Code.STEP_IN_SYNCHRONIZED, at, name);
        }
        if (tree instanceof AssertTree) {
            return new Refusal(dev.fermata.processor.diagnostic.Code.STEP_IN_ASSERT, at, name);
        }
        throw new IllegalStateException("A suspension in a statement of kind " + tree.getKind());
    }

    /** Name of the method that is called. */
    String name(MethodInvocationTree call) {
        TreePath path = TreePath.getPath(source.unit().tree(), call);
        return path != null && source.element(path) instanceof ExecutableElement method
                ? method.getSimpleName().toString()
                : call.getMethodSelect().toString();
    }

    private void choice(TreePath path, IfTree tree) {
        Block yes = flow.block();
        Block end = flow.block();
        Block no = tree.getElseStatement() == null ? end : flow.block();
        lowering.expressions.condition(TaskSource.sub(path, tree.getCondition()), yes, no);
        flow.begin(yes);
        lower(TaskSource.sub(path, tree.getThenStatement()));
        flow.go(end);
        if (tree.getElseStatement() != null) {
            flow.begin(no);
            lower(TaskSource.sub(path, tree.getElseStatement()));
            flow.go(end);
        }
        flow.begin(end);
    }

    private void labelled(TreePath path, LabeledStatementTree tree) {
        TreePath inner = TaskSource.sub(path, tree.getStatement());
        String label = tree.getLabel().toString();
        if (EscapingJumps.isLoop(tree.getStatement())) {
            dispatch(inner, label);
            return;
        }
        Block end = flow.block();
        lowering.leaps.labelled(label, lowering.labels.path(tree), end, () -> lower(inner));
        flow.next(end);
    }

    private void variable(TreePath path, VariableTree tree) {
        if (!(source.element(path) instanceof VariableElement element)) {
            return;
        }
        if (element.getConstantValue() != null) {
            lowering.dropConstant(element);
            return;
        }
        Variable variable = lowering.variables.declare(tree, element);
        if (tree.getInitializer() == null) {
            flow.declare(variable, source.line(tree));
            return;
        }
        TreePath value = TaskSource.sub(path, tree.getInitializer());
        if (tree.getInitializer() instanceof NewArrayTree array && array.getType() == null) {
            Code code = Code.of("new " + variable.typeText() + " ").add(lowering.expressions.value(value));
            flow.set(variable, code, source.line(tree));
        } else {
            lowering.expressions.assign(variable, value);
        }
    }
}
