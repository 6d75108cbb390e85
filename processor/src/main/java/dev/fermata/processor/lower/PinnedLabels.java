package dev.fermata.processor.lower;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import dev.fermata.Durable;
import dev.fermata.processor.diagnostic.Code;
import dev.fermata.processor.diagnostic.Refusal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/** The suspension points that {@code Durable.label} in front of them gives a name. */
final class PinnedLabels extends TreePathScanner<@Nullable Void, @Nullable Void> {

    /** What the contract calls the beginning of a machine and the end of a branch. */
    private static final Set<String> RESERVED = Set.of("start", "end");

    private final TaskSource source;
    private final SuspensionFinder finder;
    private final Consumer<Refusal> refusals;
    private final Map<Tree, String> names = new HashMap<>();
    private final Set<String> taken = new HashSet<>();

    PinnedLabels(TaskSource source, SuspensionFinder finder, Consumer<Refusal> refusals) {
        this.source = source;
        this.finder = finder;
        this.refusals = refusals;
        scan(source.task().path(), null);
    }

    /** The pinned name of a suspending call. */
    @Nullable
    String name(MethodInvocationTree call) {
        return names.get(call);
    }

    /** Whether the statement does nothing but name the next suspension point. */
    static boolean isLabel(TaskSource source, TreePath path) {
        return path.getLeaf() instanceof ExpressionStatementTree statement
                && isLabelCall(source, TaskSource.sub(path, statement.getExpression()));
    }

    static boolean isLabelCall(TaskSource source, TreePath path) {
        return path.getLeaf() instanceof MethodInvocationTree
                && source.element(path) instanceof ExecutableElement method
                && method.getSimpleName().contentEquals("label")
                && method.getEnclosingElement() instanceof TypeElement owner
                && owner.getQualifiedName().contentEquals(Durable.class.getName());
    }

    private void statements(List<? extends StatementTree> statements) {
        for (int i = 0; i < statements.size(); i++) {
            TreePath path = TaskSource.sub(getCurrentPath(), statements.get(i));
            if (isLabel(source, path)) {
                pin(path, statements.subList(i + 1, statements.size()));
            }
        }
    }

    private void pin(TreePath label, List<? extends StatementTree> following) {
        MethodInvocationTree call = (MethodInvocationTree) ((ExpressionStatementTree) label.getLeaf()).getExpression();
        TreePath argument =
                TaskSource.sub(TaskSource.sub(label, call), call.getArguments().get(0));
        String name = ConstantText.name(source, argument);
        if (name == null || RESERVED.contains(name)) {
            refusals.accept(new Refusal(Code.LABEL_NAME, call, source.text(argument.getLeaf())));
            return;
        }
        MethodInvocationTree pinned = next(label.getParentPath(), following);
        if (pinned == null) {
            refusals.accept(new Refusal(Code.LABEL_PINS_NOTHING, call, name));
        } else if (!taken.add(name)) {
            refusals.accept(new Refusal(Code.LABEL_TWICE, call, name));
        } else {
            names.put(pinned, name);
        }
    }

    /** The first call of the statements that belongs to their block itself, and not to one inside. */
    private @Nullable MethodInvocationTree next(TreePath block, List<? extends StatementTree> statements) {
        for (StatementTree statement : statements) {
            TreePath path = TaskSource.sub(block, statement);
            if (isLabel(source, path)) {
                return null;
            }
            MethodInvocationTree call = finder.first(path);
            if (call != null) {
                for (TreePath at = TreePath.getPath(path, call); at.getLeaf() != statement; at = at.getParentPath()) {
                    if (at.getLeaf() instanceof StatementTree) {
                        return null;
                    }
                }
                return call;
            }
        }
        return null;
    }

    @Override
    public @Nullable Void visitBlock(BlockTree tree, @Nullable Void unused) {
        statements(tree.getStatements());
        return super.visitBlock(tree, null);
    }

    @Override
    public @Nullable Void visitCase(CaseTree tree, @Nullable Void unused) {
        if (tree.getStatements() != null) {
            statements(tree.getStatements());
        }
        return super.visitCase(tree, null);
    }

    @Override
    public @Nullable Void visitLambdaExpression(LambdaExpressionTree tree, @Nullable Void unused) {
        return tree == source.declaration() ? super.visitLambdaExpression(tree, null) : null;
    }

    @Override
    public @Nullable Void visitClass(ClassTree tree, @Nullable Void unused) {
        return null;
    }
}
