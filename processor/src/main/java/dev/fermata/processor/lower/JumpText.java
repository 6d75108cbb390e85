package dev.fermata.processor.lower;

import com.sun.source.tree.BreakTree;
import com.sun.source.tree.ContinueTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.YieldTree;
import com.sun.source.util.TreePath;
import dev.fermata.processor.graph.Code;
import dev.fermata.processor.graph.Variable;

/** Rewrites jumps that leave one copied text: each becomes a return of the state to go to. */
final class JumpText {

    private final Lowering lowering;
    private final TaskSource source;
    private final SourceSplicer splicer;
    private final TextEdits edits;
    private final EscapingJumps escaping;

    JumpText(Lowering lowering, SourceSplicer splicer, TextEdits edits, TreePath root) {
        this.lowering = lowering;
        this.source = lowering.source;
        this.splicer = splicer;
        this.edits = edits;
        this.escaping = new EscapingJumps(lowering, root);
    }

    void returns(ReturnTree tree) {
        Code leap = lowering.leaps.leaping(lowering.leaps.returning());
        if (tree.getExpression() == null || lowering.result == null) {
            leave(tree, leap);
        } else {
            leave(tree, lowering.result, tree.getExpression(), leap);
        }
    }

    /** Whether the jump leaves the text. */
    boolean breaks(BreakTree tree, TreePath path) {
        boolean escapes = escaping.escapes(path, tree.getLabel(), false);
        if (escapes) {
            leave(tree, lowering.leaps.leaping(lowering.leaps.breaking(tree.getLabel())));
        }
        return escapes;
    }

    /** Whether the jump leaves the text. */
    boolean continues(ContinueTree tree, TreePath path) {
        boolean escapes = escaping.escapes(path, tree.getLabel(), true);
        if (escapes) {
            leave(tree, lowering.leaps.leaping(lowering.leaps.continuing(tree.getLabel())));
        }
        return escapes;
    }

    /** Whether the jump leaves the text. */
    boolean yields(YieldTree tree, TreePath path) {
        boolean escapes = escaping.yieldEscapes(path);
        if (escapes) {
            leave(tree, lowering.leaps.yielded(), tree.getValue(), lowering.leaps.leaping(lowering.leaps.yielding()));
        }
        return escapes;
    }

    private void leave(Tree tree, Variable result, ExpressionTree value, Code leap) {
        edits.replace(
                source.start(tree),
                source.start(value),
                Code.of("{ ").assign(result).add(" = ("));
        splicer.scan(value, null);
        edits.replace(
                source.end(value), source.end(tree), Code.of("); ").add(leap).add(" }"));
    }

    private void leave(Tree tree, Code code) {
        edits.replace(
                source.start(tree), source.end(tree), Code.of("{ ").add(code).add(" }"));
    }
}
