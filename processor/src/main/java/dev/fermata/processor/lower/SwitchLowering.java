package dev.fermata.processor.lower;

import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import dev.fermata.processor.diagnostic.Refusal;
import dev.fermata.processor.graph.Block;
import dev.fermata.processor.graph.Code;
import dev.fermata.processor.graph.Terminator;
import dev.fermata.processor.graph.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.lang.model.element.VariableElement;
import org.jspecify.annotations.Nullable;

/** Switches with a suspension inside: a copied switch over the same labels chooses the state, the bodies become states. */
final class SwitchLowering {

    private static final String NO_MATCH = "throw new IncompatibleClassChangeError();";

    private final Lowering lowering;
    private final TaskSource source;
    private final FlowBuilder flow;

    SwitchLowering(Lowering lowering) {
        this.lowering = lowering;
        this.source = lowering.source;
        this.flow = lowering.flow;
    }

    void lower(TreePath path, SwitchTree tree) {
        Block end = flow.block();
        List<Block> bodies = choose(path, tree.getExpression(), tree.getCases(), end, false);
        lowering.leaps.switching(
                lowering.labels.path(tree), end, () -> bodies(path, tree.getCases(), bodies, end, null));
        flow.begin(end);
    }

    Code value(TreePath path, SwitchExpressionTree tree) {
        Variable result = lowering.variables.temporary(
                lowering.labels.temporary(path, tree), new ValueTypes(source).of(path), tree);
        Block end = flow.block();
        List<Block> bodies = choose(path, tree.getExpression(), tree.getCases(), end, true);
        lowering.leaps.yielding(
                lowering.labels.path(tree), end, result, () -> bodies(path, tree.getCases(), bodies, end, result));
        flow.begin(end);
        return Code.use(result);
    }

    private List<Block> choose(
            TreePath path, ExpressionTree selector, List<? extends CaseTree> cases, Block end, boolean exhaustive) {
        List<Block> bodies = new ArrayList<>();
        cases.forEach(one -> bodies.add(flow.block()));
        Supplier<Code> selected = () -> lowering.expressions.value(TaskSource.sub(path, selector));
        int from = 0;
        if (cases.stream().anyMatch(one -> suspendingGuard(path, one) != null)) {
            GuardStages stages = new GuardStages(lowering, path, cases, bodies, this::label);
            selected = stages.stableSelector(selector);
            from = stages.lower(selected);
        }
        Code choice = Code.of("if (true) { switch ").add(selected.get()).add(" { ");
        for (int i = 0; i < cases.size(); i++) {
            CaseTree one = cases.get(i);
            if (i >= from) {
                Code copies = new Code();
                choice.add(label(TaskSource.sub(path, one), one, copies, true))
                        .add(SwitchSyntax.isRule(one) ? " -> { " : ": { ")
                        .add(copies)
                        .add("return ")
                        .add(bodies.get(i))
                        .add("; } ");
            } else if (SwitchSyntax.guard(one).isEmpty()) {
                // an earlier stage has found that it does not match; javac counts it among what makes the switch
                // exhaustive
                choice.add(label(TaskSource.sub(path, one), one, new Code(), true))
                        .add(SwitchSyntax.isRule(one) ? " -> { " : ": { ")
                        .add("throw new AssertionError(); } ");
            }
        }
        choice.add("} } ");
        if (exhaustive) {
            choice.add(NO_MATCH);
        } else {
            choice.add("return ").add(end).add(";");
        }
        flow.end(new Terminator.Leave(choice), source.line(path.getLeaf()));
        return bodies;
    }

    private @Nullable TreePath suspendingGuard(TreePath path, CaseTree tree) {
        return GuardStages.suspendingGuard(lowering, path, tree);
    }

    /**
     * The text of one case's labels. Its bindings get other names, and {@code copies} puts them into the variables.
     *
     * @param guarded whether its guard belongs to the text
     */
    private Code label(TreePath path, CaseTree tree, Code copies, boolean guarded) {
        List<Tree> labels = SwitchSyntax.labels(tree);
        if (labels.isEmpty()) {
            return Code.of("default");
        }
        Optional<ExpressionTree> guard = guarded ? SwitchSyntax.guard(tree) : Optional.empty();
        int from = source.start(tree);
        int to = source.end(guard.<Tree>map(expression -> expression).orElse(labels.get(labels.size() - 1)));
        SourceSplicer splicer = new SourceSplicer(lowering, path, Map.of()).withoutBindings();
        List<Tree> parts = new ArrayList<>(labels);
        guard.ifPresent(parts::add);
        for (Tree part : parts) {
            for (VariableTree binding : PatternBindings.in(part)) {
                VariableElement element = lowering.uses.declaredBy(binding);
                boolean label = labels.contains(part);
                if (element != null && (label || lowering.uses.usedOutside(element, from, to))) {
                    copies.add(splicer.bind(binding, element)).add("; ");
                }
            }
        }
        return splicer.splice(parts, from, to);
    }

    private void bodies(
            TreePath path, List<? extends CaseTree> cases, List<Block> bodies, Block end, @Nullable Variable result) {
        for (int i = 0; i < cases.size(); i++) {
            CaseTree one = cases.get(i);
            TreePath casePath = TaskSource.sub(path, one);
            flow.begin(bodies.get(i));
            if (SwitchSyntax.isRule(one)) {
                rule(casePath, one.getBody(), end, result);
            } else {
                lowering.statements.all(casePath, one.getStatements());
                flow.go(i + 1 < cases.size() ? bodies.get(i + 1) : end);
            }
        }
    }

    private void rule(TreePath path, Tree body, Block end, @Nullable Variable result) {
        try {
            if (result != null && body instanceof ExpressionStatementTree statement) {
                TreePath inner = TaskSource.sub(path, statement);
                lowering.expressions.assign(result, TaskSource.sub(inner, statement.getExpression()));
            } else if (body instanceof StatementTree) {
                lowering.statements.lower(TaskSource.sub(path, body));
            } else if (result != null) {
                lowering.expressions.assign(result, TaskSource.sub(path, body));
            } else {
                lowering.expressions.effect(TaskSource.sub(path, body), source.line(body));
            }
        } catch (Refusal refusal) {
            lowering.refusals.accept(refusal);
        }
        flow.go(end);
    }
}
