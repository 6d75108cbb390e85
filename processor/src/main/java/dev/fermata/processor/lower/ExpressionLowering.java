package dev.fermata.processor.lower;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.util.TreePath;
import dev.fermata.processor.graph.Block;
import dev.fermata.processor.graph.Code;
import dev.fermata.processor.graph.Terminator;
import dev.fermata.processor.graph.Variable;
import dev.fermata.processor.model.Suspensions;
import java.util.Map;

/** Breaks expressions at their suspensions. */
final class ExpressionLowering {

    private final Lowering lowering;
    private final FlowBuilder flow;

    ExpressionLowering(Lowering lowering) {
        this.lowering = lowering;
        this.flow = lowering.flow;
    }

    /**
     * Code that gives the expression's value if it is evaluated right now: everything up to the last suspension inside
     * has been evaluated already.
     */
    Code value(TreePath path) {
        if (!lowering.finder.suspends(path)) {
            return lowering.splice(path, Map.of());
        }
        Tree tree = path.getLeaf();
        if (lowering.finder.kind(path) != Suspensions.Kind.NONE) {
            return lowering.calls.value(path);
        }
        if (tree.getKind() == Tree.Kind.CONDITIONAL_AND || tree.getKind() == Tree.Kind.CONDITIONAL_OR) {
            return truth(path);
        }
        if (tree instanceof ConditionalExpressionTree conditional) {
            return conditional(path, conditional);
        }
        if (tree instanceof SwitchExpressionTree choice) {
            return lowering.switches.value(path, choice);
        }
        if (tree instanceof AssignmentTree assignment) {
            return lowering.assignments.assign(path, assignment);
        }
        if (tree instanceof CompoundAssignmentTree compound) {
            return lowering.assignments.compound(path, compound);
        }
        if (tree instanceof UnaryTree unary && AssignedVariables.increments(unary)) {
            return lowering.assignments.increment(path, unary);
        }
        return lowering.splice(path, lowering.order.evaluate(path));
    }

    /** Evaluates the expression for its effects. */
    void effect(TreePath path, int line) {
        if (lowering.finder.isCall(path)) {
            lowering.calls.call(path, null);
            return;
        }
        Code code = value(path);
        if (!code.isVariable()) {
            flow.run(code.add(";"), line, false);
        }
    }

    private Variable temporary(TreePath path) {
        return lowering.variables.temporary(
                lowering.labels.temporary(path, path.getLeaf()),
                new ValueTypes(lowering.source).of(path),
                path.getLeaf());
    }

    private Code truth(TreePath path) {
        Variable result = temporary(path);
        Block yes = flow.block();
        Block no = flow.block();
        Block end = flow.block();
        int line = lowering.source.line(path.getLeaf());
        condition(path, yes, no);
        flow.begin(yes);
        flow.set(result, Code.of("true"), line);
        flow.go(end);
        flow.begin(no);
        flow.set(result, Code.of("false"), line);
        flow.next(end);
        return Code.use(result);
    }

    private Code conditional(TreePath path, ConditionalExpressionTree tree) {
        Variable result = temporary(path);
        Block yes = flow.block();
        Block no = flow.block();
        Block end = flow.block();
        condition(TaskSource.sub(path, tree.getCondition()), yes, no);
        branch(path, tree.getTrueExpression(), result, yes, end);
        branch(path, tree.getFalseExpression(), result, no, end);
        flow.begin(end);
        return Code.use(result);
    }

    private void branch(TreePath path, ExpressionTree value, Variable result, Block start, Block end) {
        flow.begin(start);
        assign(result, TaskSource.sub(path, value));
        flow.go(end);
    }

    /** Gives a variable the value of an expression. */
    void assign(Variable variable, TreePath path) {
        if (!lowering.calls.into(path, variable)) {
            flow.set(variable, value(path), lowering.source.line(path.getLeaf()));
        }
    }

    /** Goes to one of two blocks. */
    void condition(TreePath path, Block yes, Block no) {
        ExpressionTree tree = (ExpressionTree) path.getLeaf();
        if (tree instanceof ParenthesizedTree parenthesized) {
            condition(TaskSource.sub(path, parenthesized.getExpression()), yes, no);
        } else if (EscapingJumps.isTrue(tree)) {
            flow.go(yes);
        } else if (lowering.finder.suspends(path) && tree instanceof BinaryTree binary && isShort(tree)) {
            shortCircuit(path, binary, yes, no);
        } else if (lowering.finder.suspends(path) && tree.getKind() == Tree.Kind.LOGICAL_COMPLEMENT) {
            condition(TaskSource.sub(path, ((UnaryTree) tree).getExpression()), no, yes);
        } else {
            flow.end(new Terminator.Branch(value(path), yes, no), lowering.source.line(tree));
        }
    }

    private static boolean isShort(Tree tree) {
        return tree.getKind() == Tree.Kind.CONDITIONAL_AND || tree.getKind() == Tree.Kind.CONDITIONAL_OR;
    }

    private void shortCircuit(TreePath path, BinaryTree tree, Block yes, Block no) {
        Block second = flow.block();
        boolean and = tree.getKind() == Tree.Kind.CONDITIONAL_AND;
        condition(TaskSource.sub(path, tree.getLeftOperand()), and ? second : yes, and ? no : second);
        flow.begin(second);
        condition(TaskSource.sub(path, tree.getRightOperand()), yes, no);
    }
}
