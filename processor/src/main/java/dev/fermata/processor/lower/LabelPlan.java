package dev.fermata.processor.lower;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.CatchTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.DoWhileLoopTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.LabeledStatementTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.WhileLoopTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import dev.fermata.Step;
import dev.fermata.processor.model.Suspensions;
import java.util.HashMap;
import java.util.Map;
import javax.lang.model.element.ExecutableElement;
import org.jspecify.annotations.Nullable;

/**
 * The names of suspension points: the blocks around the call, the step's name, and an ordinal among equal ones in the
 * order of evaluation, such as {@code for/try/charge#1}. Blocks carry no ordinal, so adding an unrelated loop renames
 * nothing; a statement label of the user's replaces the word for its statement. Calls that share all of this are told
 * apart by {@link Alike their own words}, not by their order, which an edit may change. A pinned label stands alone.
 */
final class LabelPlan extends TreePathScanner<@Nullable Void, String> {

    private final TaskSource source;
    private final SuspensionFinder finder;
    private final PinnedLabels pins;
    private final Map<Tree, String> labels = new HashMap<>();
    private final Map<Tree, String> paths = new HashMap<>();
    private final Alike calls;
    private final Map<Tree, String> pinnedCalls = new HashMap<>();
    private final Map<String, Integer> temporaries = new HashMap<>();

    LabelPlan(TaskSource source, SuspensionFinder finder, PinnedLabels pins) {
        this.source = source;
        this.finder = finder;
        this.pins = pins;
        this.calls = new Alike(source);
        scan(source.task().path(), "");
        // pinned calls count all the same until here: pinning one must not rename those like it
        calls.label(labels);
        labels.putAll(pinnedCalls);
    }

    /** Label of a suspending call. */
    String label(MethodInvocationTree call) {
        return labels.getOrDefault(call, "?");
    }

    /** Name of what a call returns: never that of a variable, which a pinned label could be. */
    String result(MethodInvocationTree call) {
        return pinnedCalls.containsKey(call) ? label(call) + "#" : label(call);
    }

    /** Block path of a loop, switch, try or labelled statement. */
    String path(Tree statement) {
        return paths.getOrDefault(statement, "?");
    }

    /**
     * A name for an intermediate value that is kept because of the first suspension in {@code reason}: after the words that
     * it is the value of, so that no edit makes it another operand's.
     */
    String temporary(TreePath reason, Tree value) {
        MethodInvocationTree call = finder.first(reason);
        String name = (call == null ? "value" : label(call)) + "." + Words.of(source.text(value));
        int earlier = temporaries.merge(name, 1, Integer::sum) - 1;
        return earlier == 0 ? name : name + "." + earlier;
    }

    private void inside(@Nullable Tree tree, String outer, String word) {
        String path = outer.isEmpty() ? word : outer + "/" + word;
        if (tree != null) {
            scan(tree, path);
        }
    }

    private String word(String word) {
        return getCurrentPath().getParentPath().getLeaf() instanceof LabeledStatementTree labelled
                ? labelled.getLabel().toString()
                : word;
    }

    private String enter(Tree tree, String outer, String word) {
        String own = word(word);
        String path = outer.isEmpty() ? own : outer + "/" + own;
        paths.put(tree, path);
        return path;
    }

    @Override
    public @Nullable Void visitMethodInvocation(MethodInvocationTree tree, String path) {
        super.visitMethodInvocation(tree, path);
        if (finder.isCall(getCurrentPath()) && source.element(getCurrentPath()) instanceof ExecutableElement method) {
            String name = (path.isEmpty() ? "" : path + "/") + name(tree, method);
            calls.add(getCurrentPath(), name);
            String pinned = pins.name(tree);
            if (pinned != null) {
                pinnedCalls.put(tree, pinned);
            }
        }
        return null;
    }

    private String name(MethodInvocationTree tree, ExecutableElement method) {
        if (finder.kind(getCurrentPath()) == Suspensions.Kind.CHECKPOINT) {
            String key = ConstantText.name(
                    source, TaskSource.sub(getCurrentPath(), tree.getArguments().get(0)));
            return key == null ? method.getSimpleName().toString() : key;
        }
        Step step = method.getAnnotation(Step.class);
        return step != null
                        && !step.name().isEmpty()
                        && source.task().suspensions().kindOf(method) == Suspensions.Kind.STEP
                ? step.name()
                : method.getSimpleName().toString();
    }

    @Override
    public @Nullable Void visitIf(IfTree tree, String path) {
        scan(tree.getCondition(), path);
        inside(tree.getThenStatement(), path, "if");
        inside(tree.getElseStatement(), path, "else");
        return null;
    }

    @Override
    public @Nullable Void visitForLoop(ForLoopTree tree, String path) {
        return super.visitForLoop(tree, enter(tree, path, "for"));
    }

    @Override
    public @Nullable Void visitEnhancedForLoop(EnhancedForLoopTree tree, String path) {
        return super.visitEnhancedForLoop(tree, enter(tree, path, "for"));
    }

    @Override
    public @Nullable Void visitWhileLoop(WhileLoopTree tree, String path) {
        return super.visitWhileLoop(tree, enter(tree, path, "while"));
    }

    @Override
    public @Nullable Void visitDoWhileLoop(DoWhileLoopTree tree, String path) {
        return super.visitDoWhileLoop(tree, enter(tree, path, "do"));
    }

    @Override
    public @Nullable Void visitSwitch(SwitchTree tree, String path) {
        scan(tree.getExpression(), path);
        String inner = enter(tree, path, "switch");
        for (CaseTree one : tree.getCases()) {
            scan(one, inner);
        }
        return null;
    }

    @Override
    public @Nullable Void visitSwitchExpression(SwitchExpressionTree tree, String path) {
        scan(tree.getExpression(), path);
        String inner = enter(tree, path, "switch");
        for (CaseTree one : tree.getCases()) {
            scan(one, inner);
        }
        return null;
    }

    @Override
    public @Nullable Void visitTry(TryTree tree, String path) {
        String inner = enter(tree, path, "try");
        scan(tree.getResources(), inner);
        scan(tree.getBlock(), inner);
        for (CatchTree one : tree.getCatches()) {
            inside(one, inner, "catch");
        }
        BlockTree last = tree.getFinallyBlock();
        inside(last, inner, "finally");
        return null;
    }

    @Override
    public @Nullable Void visitLabeledStatement(LabeledStatementTree tree, String path) {
        if (tree.getStatement() instanceof BlockTree || tree.getStatement() instanceof IfTree) {
            return super.visitLabeledStatement(
                    tree, enter(tree, path, tree.getLabel().toString()));
        }
        enter(tree, path, tree.getLabel().toString());
        return super.visitLabeledStatement(tree, path);
    }

    @Override
    public @Nullable Void visitLambdaExpression(LambdaExpressionTree tree, String path) {
        return tree == source.declaration() ? super.visitLambdaExpression(tree, path) : null;
    }

    @Override
    public @Nullable Void visitClass(ClassTree tree, String path) {
        return null;
    }
}
