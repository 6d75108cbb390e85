package dev.fermata.processor.lower;

import com.sun.source.tree.DoWhileLoopTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.LabeledStatementTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.WhileLoopTree;
import com.sun.source.util.TreePath;
import javax.lang.model.element.Name;
import org.jspecify.annotations.Nullable;

/** Tells whether a jump in copied text leaves that text. */
record EscapingJumps(Lowering lowering, TreePath root) {

    static boolean isLoop(Tree tree) {
        return tree instanceof WhileLoopTree
                || tree instanceof DoWhileLoopTree
                || tree instanceof ForLoopTree
                || tree instanceof EnhancedForLoopTree;
    }

    static boolean isTrue(ExpressionTree condition) {
        return AssignedVariables.strip(condition) instanceof LiteralTree literal
                && Boolean.TRUE.equals(literal.getValue());
    }

    /** Whether text behind the statement could count as unreachable. */
    static boolean mayNotComplete(Tree tree) {
        if (tree instanceof WhileLoopTree loop) {
            return isTrue(loop.getCondition());
        }
        if (tree instanceof DoWhileLoopTree loop) {
            return isTrue(loop.getCondition());
        }
        return tree instanceof ThrowTree
                || (tree instanceof ForLoopTree loop && (loop.getCondition() == null || isTrue(loop.getCondition())));
    }

    /** @param repeats whether the jump is a {@code continue} */
    boolean escapes(TreePath jump, @Nullable Name label, boolean repeats) {
        for (TreePath path = jump; ; path = path.getParentPath()) {
            Tree tree = path.getLeaf();
            boolean catches = label != null
                    ? tree instanceof LabeledStatementTree labelled
                            && labelled.getLabel().contentEquals(label)
                    : isLoop(tree) || (!repeats && tree instanceof SwitchTree);
            if (catches) {
                return false;
            }
            if (tree == root.getLeaf()) {
                return true;
            }
        }
    }

    boolean yieldEscapes(TreePath jump) {
        for (TreePath path = jump; ; path = path.getParentPath()) {
            if (path.getLeaf() instanceof SwitchExpressionTree) {
                return false;
            }
            if (path.getLeaf() == root.getLeaf()) {
                return true;
            }
        }
    }
}
