package dev.fermata.processor.lower;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.util.HashSet;
import java.util.Set;
import javax.lang.model.element.Element;
import org.jspecify.annotations.Nullable;

/** Finds what an expression assigns. */
final class AssignedVariables extends TreePathScanner<@Nullable Void, @Nullable Void> {

    private final TaskSource source;
    private final Set<Element> assigned = new HashSet<>();

    private AssignedVariables(TaskSource source) {
        this.source = source;
    }

    static Set<Element> of(TaskSource source, TreePath path) {
        AssignedVariables scanner = new AssignedVariables(source);
        scanner.scan(path, null);
        return scanner.assigned;
    }

    static boolean increments(UnaryTree tree) {
        return tree.getKind() == Tree.Kind.PREFIX_INCREMENT
                || tree.getKind() == Tree.Kind.PREFIX_DECREMENT
                || tree.getKind() == Tree.Kind.POSTFIX_INCREMENT
                || tree.getKind() == Tree.Kind.POSTFIX_DECREMENT;
    }

    static ExpressionTree strip(ExpressionTree tree) {
        ExpressionTree inner = tree;
        while (inner instanceof ParenthesizedTree parenthesized) {
            inner = parenthesized.getExpression();
        }
        return inner;
    }

    /** Path to a child without the parentheses around it. */
    static TreePath path(TreePath parent, ExpressionTree child) {
        TreePath path = TaskSource.sub(parent, child);
        while (path.getLeaf() instanceof ParenthesizedTree parenthesized) {
            path = TaskSource.sub(path, parenthesized.getExpression());
        }
        return path;
    }

    private void add(ExpressionTree target) {
        Element element = source.element(path(getCurrentPath(), target));
        if (element != null) {
            assigned.add(element);
        }
    }

    @Override
    public @Nullable Void visitAssignment(AssignmentTree tree, @Nullable Void unused) {
        add(tree.getVariable());
        return super.visitAssignment(tree, null);
    }

    @Override
    public @Nullable Void visitCompoundAssignment(CompoundAssignmentTree tree, @Nullable Void unused) {
        add(tree.getVariable());
        return super.visitCompoundAssignment(tree, null);
    }

    @Override
    public @Nullable Void visitUnary(UnaryTree tree, @Nullable Void unused) {
        if (increments(tree)) {
            add(tree.getExpression());
        }
        return super.visitUnary(tree, null);
    }
}
