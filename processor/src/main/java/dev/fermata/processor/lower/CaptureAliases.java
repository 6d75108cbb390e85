package dev.fermata.processor.lower;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.LabeledStatementTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.util.TreePath;
import dev.fermata.processor.graph.Code;
import dev.fermata.processor.graph.Variable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Copies of the variables that lambdas and classes in one copied text capture. A field of the machine changes with every
 * iteration, what was captured must not: so each capturing statement gets a final copy in front of it.
 */
final class CaptureAliases {

    private final TaskSource source;
    private final Tree root;
    private final Map<Tree, Map<Variable, Code.Alias>> inside = new LinkedHashMap<>();
    private final Map<Tree, Boolean> needsBraces = new HashMap<>();
    private final Map<Variable, Code.Alias> leading = new LinkedHashMap<>();
    private final Map<Variable, List<int[]>> ranges = new HashMap<>();

    CaptureAliases(TaskSource source, Tree root) {
        this.source = source;
        this.root = root;
    }

    /**
     * The name of the copy.
     *
     * @param capturing the outermost lambda or class around the use
     */
    String alias(Variable variable, TreePath capturing, int number) {
        TreePath statement = statement(capturing);
        Map<Variable, Code.Alias> here = leading;
        int from = source.start(root);
        int to = source.end(root);
        if (statement != null) {
            Tree leaf = statement.getLeaf();
            here = inside.computeIfAbsent(leaf, key -> new LinkedHashMap<>());
            Tree parent = statement.getParentPath().getLeaf();
            needsBraces.put(leaf, !(parent instanceof BlockTree || isGroup(parent)));
            from = source.start(leaf);
            to = source.end(leaf);
        }
        ranges.computeIfAbsent(variable, key -> new ArrayList<>()).add(new int[] {from, to});
        return here.computeIfAbsent(
                        variable,
                        key -> new Code.Alias(variable, variable.name().replaceAll("\\W", "\\$") + "$c" + number))
                .alias();
    }

    private static boolean isGroup(Tree parent) {
        return parent instanceof CaseTree one && one.getCaseKind() == CaseTree.CaseKind.STATEMENT;
    }

    /** Whether {@code variable} is assigned by the very statement that makes the copy. */
    boolean assignedWhileCopied(Variable variable, int position) {
        return ranges.getOrDefault(variable, List.of()).stream()
                .anyMatch(range -> range[0] <= position && position < range[1]);
    }

    /** The innermost statement around the capture that declarations may precede; null when that is the whole text. */
    private @Nullable TreePath statement(TreePath capturing) {
        for (TreePath path = capturing; path.getLeaf() != root; path = path.getParentPath()) {
            Tree parent = path.getParentPath().getLeaf();
            boolean part = (parent instanceof ForLoopTree loop && loop.getStatement() != path.getLeaf())
                    || parent instanceof LabeledStatementTree
                    || parent instanceof TryTree;
            // javac's cases are statements too
            if (path.getLeaf() instanceof StatementTree && !(path.getLeaf() instanceof CaseTree) && !part) {
                return path;
            }
        }
        return null;
    }

    void insertInto(TextEdits edits, Code code) {
        inside.forEach((statement, aliases) -> {
            boolean braces = needsBraces.getOrDefault(statement, false);
            Code before = Code.of(braces ? "{ " : "");
            aliases.values().forEach(alias -> before.add((Code.Part) alias));
            edits.surround(source.start(statement), source.end(statement), before, Code.of(braces ? " }" : ""));
        });
        leading.values().forEach(code::leading);
    }
}
