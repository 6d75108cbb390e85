package dev.fermata.processor.lower;

import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.YieldTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/**
 * The types under which values are kept. A conditional or switch expression takes the type that is wanted from it, and
 * where that is {@code Object} a frame would not know what it holds: the type its results have in common does.
 */
record ValueTypes(TaskSource source) {

    TypeMirror of(TreePath path) {
        TypeMirror type = source.type(path);
        if (!isObject(type)) {
            return type;
        }
        TypeMirror common = null;
        for (TreePath result : results(path)) {
            TypeMirror one = result.getLeaf() == path.getLeaf() ? type : of(result);
            if (one.getKind() == TypeKind.NULL) {
                continue;
            }
            if (one.getKind().isPrimitive()
                    || (common != null && !source.unit().types().isSameType(common, one))) {
                return type;
            }
            common = one;
        }
        return common == null ? type : common;
    }

    private boolean isObject(TypeMirror type) {
        return source.unit().types().isSameType(type, source.object());
    }

    /** The expressions one of which becomes the value. */
    private List<TreePath> results(TreePath path) {
        Tree tree = path.getLeaf();
        if (tree instanceof ParenthesizedTree parenthesized) {
            return results(TaskSource.sub(path, parenthesized.getExpression()));
        }
        List<TreePath> results = new ArrayList<>();
        if (tree instanceof ConditionalExpressionTree choice) {
            results.addAll(results(TaskSource.sub(path, choice.getTrueExpression())));
            results.addAll(results(TaskSource.sub(path, choice.getFalseExpression())));
        } else if (tree instanceof SwitchExpressionTree choice) {
            for (CaseTree one : choice.getCases()) {
                TreePath at = TaskSource.sub(path, one);
                if (one.getBody() instanceof ExpressionTree value) {
                    results.add(TaskSource.sub(at, value));
                } else {
                    yields(at, results);
                }
            }
        } else {
            results.add(path);
        }
        return results;
    }

    private static void yields(TreePath path, List<TreePath> results) {
        new TreePathScanner<@Nullable Void, @Nullable Void>() {
            @Override
            public @Nullable Void visitYield(YieldTree tree, @Nullable Void unused) {
                results.add(new TreePath(getCurrentPath(), tree.getValue()));
                return null;
            }

            @Override
            public @Nullable Void visitSwitchExpression(SwitchExpressionTree tree, @Nullable Void unused) {
                return null;
            }

            @Override
            public @Nullable Void visitLambdaExpression(LambdaExpressionTree tree, @Nullable Void unused) {
                return null;
            }

            @Override
            public @Nullable Void visitClass(ClassTree tree, @Nullable Void unused) {
                return null;
            }
        }.scan(path, null);
    }
}
