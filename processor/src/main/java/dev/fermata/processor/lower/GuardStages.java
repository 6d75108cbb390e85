package dev.fermata.processor.lower;

import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import dev.fermata.processor.graph.Block;
import dev.fermata.processor.graph.Code;
import dev.fermata.processor.graph.Terminator;
import dev.fermata.processor.graph.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The part of a switch up to its last guard that suspends. Each stage is a switch over the cases up to such a guard: a
 * match before it chooses the body, a match of its pattern evaluates the guard, and everything else, a guard that is
 * false included, goes on to the next stage.
 */
final class GuardStages {

    /** Keeps a pattern from counting as one that matches everything, or that makes later ones unreachable. */
    private static final String NOT_ALWAYS = " when $bound(null)";

    /** The text of a case's labels, with the guard or without. */
    @FunctionalInterface
    interface Labels {
        Code of(TreePath path, CaseTree tree, Code copies, boolean guarded);
    }

    private final Lowering lowering;
    private final TreePath path;
    private final List<? extends CaseTree> cases;
    private final List<Block> bodies;
    private final Labels labels;

    GuardStages(Lowering lowering, TreePath path, List<? extends CaseTree> cases, List<Block> bodies, Labels labels) {
        this.lowering = lowering;
        this.path = path;
        this.cases = cases;
        this.bodies = bodies;
        this.labels = labels;
    }

    static @Nullable TreePath suspendingGuard(Lowering lowering, TreePath path, CaseTree tree) {
        ExpressionTree guard = SwitchSyntax.guard(tree).orElse(null);
        if (guard == null) {
            return null;
        }
        TreePath found = TaskSource.sub(TaskSource.sub(path, tree), guard);
        return lowering.finder.suspends(found) ? found : null;
    }

    /** The selector's value, evaluated once. */
    Supplier<Code> stableSelector(ExpressionTree selector) {
        TreePath value = TaskSource.sub(path, selector);
        List<TreePath> guards = new ArrayList<>();
        for (CaseTree one : cases) {
            TreePath guard = suspendingGuard(lowering, path, one);
            if (guard != null) {
                guards.add(guard);
            }
        }
        if (lowering.order.movable(value, guards)) {
            return () -> lowering.expressions.value(value);
        }
        Variable variable = lowering.variables.temporary(
                lowering.labels.temporary(guards.get(0), selector),
                new ValueTypes(lowering.source).of(value),
                selector);
        lowering.expressions.assign(variable, value);
        return () -> Code.of("(").add(variable).add(")");
    }

    /** Lowers all stages; answers the index of the first case behind them. */
    int lower(Supplier<Code> selected) {
        int from = 0;
        for (int i = 0; i < cases.size(); i++) {
            TreePath guard = suspendingGuard(lowering, path, cases.get(i));
            if (guard != null) {
                stage(selected.get(), from, i, guard);
                from = i + 1;
            }
        }
        return from;
    }

    private void stage(Code selected, int from, int guarded, TreePath guard) {
        Block test = lowering.flow.block();
        Block next = lowering.flow.block();
        String arrow = SwitchSyntax.isRule(cases.get(guarded)) ? " -> { " : ": { ";
        Code choice = Code.of("if (true) { switch ").add(selected).add(" { ");
        if (from == 0) {
            // the others have a value to look at
            for (int i = guarded + 1; i < cases.size(); i++) {
                if (SwitchSyntax.labels(cases.get(i)).stream().anyMatch(this::isNull)) {
                    choice.add("case null" + arrow + "return ")
                            .add(bodies.get(i))
                            .add("; } ");
                }
            }
        }
        for (int i = from; i <= guarded; i++) {
            Code copies = new Code();
            choice.add(labels.of(TaskSource.sub(path, cases.get(i)), cases.get(i), copies, i < guarded))
                    .add(i < guarded ? "" : NOT_ALWAYS)
                    .add(arrow)
                    .add(copies)
                    .add("return ")
                    .add(i < guarded ? bodies.get(i) : test)
                    .add("; } ");
        }
        choice.add("default" + arrow + "return ").add(next).add("; } } } throw new AssertionError();");
        int line = lowering.source.line(path.getLeaf());
        lowering.flow.end(new Terminator.Leave(choice), line);
        lowering.flow.begin(test);
        lowering.expressions.condition(guard, bodies.get(guarded), next);
        lowering.flow.begin(next);
    }

    private boolean isNull(Tree label) {
        return lowering.source.text(label).equals("null");
    }
}
