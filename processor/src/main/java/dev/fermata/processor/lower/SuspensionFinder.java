package dev.fermata.processor.lower;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import dev.fermata.processor.model.Suspensions;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import javax.lang.model.element.ExecutableElement;
import org.jspecify.annotations.Nullable;

/** Finds the calls that suspend the task, apart from those in lambdas and classes, which belong to somebody else's code. */
final class SuspensionFinder {

    private final TaskSource source;
    private final Map<Tree, Boolean> known = new HashMap<>();

    SuspensionFinder(TaskSource source) {
        this.source = source;
    }

    /** What the call at {@code path} does to the task; {@code NONE} when it is no call. */
    Suspensions.Kind kind(TreePath path) {
        return path.getLeaf() instanceof MethodInvocationTree
                        && source.element(path) instanceof ExecutableElement method
                ? source.task().suspensions().kindOf(method)
                : Suspensions.Kind.NONE;
    }

    boolean isCall(TreePath path) {
        return kind(path) != Suspensions.Kind.NONE;
    }

    boolean suspends(ExecutableElement method) {
        return source.task().suspensions().kindOf(method) != Suspensions.Kind.NONE;
    }

    /** Whether evaluating or executing the tree may suspend the task. */
    boolean suspends(TreePath path) {
        Boolean answer = known.get(path.getLeaf());
        if (answer == null) {
            answer = first(path) != null;
            known.put(path.getLeaf(), answer);
        }
        return answer;
    }

    boolean anySuspends(Collection<TreePath> paths) {
        return paths.stream().anyMatch(this::suspends);
    }

    /** The call inside {@code path} that is evaluated first. */
    @Nullable
    MethodInvocationTree first(TreePath path) {
        FirstCall scanner = new FirstCall();
        scanner.scan(path, null);
        return scanner.found;
    }

    private final class FirstCall extends TreePathScanner<@Nullable Void, @Nullable Void> {

        private @Nullable MethodInvocationTree found;

        @Override
        public @Nullable Void visitMethodInvocation(MethodInvocationTree tree, @Nullable Void unused) {
            scan(tree.getMethodSelect(), null);
            scan(tree.getArguments(), null);
            if (found == null && isCall(getCurrentPath())) {
                found = tree;
            }
            return null;
        }

        @Override
        public @Nullable Void visitNewClass(NewClassTree tree, @Nullable Void unused) {
            scan(tree.getEnclosingExpression(), null);
            scan(tree.getArguments(), null);
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
    }
}
