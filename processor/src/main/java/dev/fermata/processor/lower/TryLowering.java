package dev.fermata.processor.lower;

import com.sun.source.tree.CatchTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.UnionTypeTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import dev.fermata.processor.diagnostic.Refusal;
import dev.fermata.processor.graph.Block;
import dev.fermata.processor.graph.Code;
import dev.fermata.processor.graph.Region;
import dev.fermata.processor.graph.Terminator;
import dev.fermata.processor.graph.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/**
 * {@code try} with a suspension inside. What is thrown goes to the handler of the region: catches test it in order, a
 * {@code finally} has one copy of its block, entered with the name of where to go on in its completion variable.
 */
final class TryLowering {

    private final Lowering lowering;
    private final TaskSource source;
    private final FlowBuilder flow;
    private final Leaps leaps;

    TryLowering(Lowering lowering) {
        this.lowering = lowering;
        this.source = lowering.source;
        this.flow = lowering.flow;
        this.leaps = lowering.leaps;
    }

    void lower(TreePath path, TryTree tree) {
        Region outerRegion = flow.region();
        Leaps.Finally outerFinally = leaps.current();
        Block end = flow.block();
        Leaps.Target after = new Leaps.Target("next", end, outerFinally);
        try {
            if (tree.getFinallyBlock() == null) {
                guarded(path, tree, after);
            } else {
                withFinally(path, tree, after, outerRegion, outerFinally);
            }
        } finally {
            flow.region(outerRegion);
            leaps.current(outerFinally);
        }
        flow.begin(end);
    }

    private Variable exception(TryTree tree, String suffix) {
        return temporary(tree, suffix, "java.lang.Throwable").makeField();
    }

    private Variable temporary(TryTree tree, String suffix, String type) {
        return lowering.variables.temporary(lowering.labels.path(tree) + "." + suffix, source.typeNamed(type), tree);
    }

    private void withFinally(
            TreePath path,
            TryTree tree,
            Leaps.Target after,
            @Nullable Region outerRegion,
            Leaps.@Nullable Finally outerFinally) {
        int line = source.line(tree.getFinallyBlock());
        Variable completion = temporary(tree, "completion", "java.lang.String");
        Variable exception = exception(tree, "exception");
        Leaps.Finally last = new Leaps.Finally(outerFinally, outerRegion, completion, exception);
        Block handler = flow.block();
        Block rethrow = flow.block();
        flow.region(new Region(handler, exception));
        leaps.current(last);
        guarded(path, tree, after);
        flow.region(outerRegion);
        leaps.current(outerFinally);

        last.continuations().put("throw", rethrow);
        rethrow.end(new Terminator.Throw(Code.use(exception)), 0);
        flow.begin(handler);
        flow.set(completion, Code.of("\"throw\""), line);
        flow.go(last.entry());
        flow.begin(last.entry());
        lowering.statements.lower(TaskSource.sub(path, tree.getFinallyBlock()));
        flow.end(new Terminator.Dispatch(completion, last.continuations()), 0);
    }

    /** What is tried. Resources are open inside only, so catches and the {@code finally} may suspend. */
    private void body(TreePath path, TryTree tree) {
        if (tree.getResources().isEmpty()) {
            lowering.statements.lower(TaskSource.sub(path, tree.getBlock()));
            return;
        }
        List<Tree> parts = new ArrayList<>(tree.getResources());
        parts.add(tree.getBlock());
        for (Tree part : parts) {
            MethodInvocationTree call = lowering.finder.first(TaskSource.sub(path, part));
            if (call != null) {
                lowering.refusals.accept(new Refusal(
                        dev.fermata.processor.diagnostic.Code.STEP_IN_RESOURCES, call, lowering.statements.name(call)));
                return;
            }
        }
        SourceSplicer splicer = new SourceSplicer(lowering, path, Map.of());
        Code text = splicer.splice(parts, source.start(tree), source.end(tree.getBlock()));
        flow.run(text, source.line(tree), splicer.abrupt());
    }

    /** The block and its catches. */
    private void guarded(TreePath path, TryTree tree, Leaps.Target after) {
        Region around = flow.region();
        Block body;
        if (tree.getCatches().isEmpty()) {
            body = flow.block();
            flow.next(body);
            body(path, tree);
            leaps.leap(after, 0);
            return;
        }
        Variable caught = exception(tree, "caught");
        Block handler = flow.block();
        flow.region(new Region(handler, caught));
        body = flow.block();
        flow.next(body);
        body(path, tree);
        leaps.leap(after, 0);
        flow.region(around);

        List<Block> bodies = new ArrayList<>();
        Code choice = new Code();
        for (CatchTree one : tree.getCatches()) {
            Block start = flow.block();
            bodies.add(start);
            choice.add("if (")
                    .add(test(TaskSource.sub(path, one), one, caught))
                    .add(") return ")
                    .add(start)
                    .add("; ");
        }
        choice.add("throw ").add(caught).add(";");
        handler.end(new Terminator.Leave(choice), source.line(tree.getCatches().get(0)));
        for (int i = 0; i < bodies.size(); i++) {
            flow.begin(bodies.get(i));
            caught(TaskSource.sub(path, tree.getCatches().get(i)), caught);
            leaps.leap(after, 0);
        }
    }

    private static List<? extends Tree> alternatives(VariableTree parameter) {
        return parameter.getType() instanceof UnionTypeTree union
                ? union.getTypeAlternatives()
                : List.of(parameter.getType());
    }

    private Code test(TreePath path, CatchTree tree, Variable caught) {
        TreePath parameter = TaskSource.sub(path, tree.getParameter());
        TreePath parent = tree.getParameter().getType() instanceof UnionTypeTree union
                ? TaskSource.sub(parameter, union)
                : parameter;
        Code code = new Code();
        String or = "";
        for (Tree alternative : alternatives(tree.getParameter())) {
            TypeMirror type = source.type(TaskSource.sub(parent, alternative));
            lowering.access.requireVisible(type, alternative);
            code.add(or)
                    .add(caught)
                    .add(" instanceof "
                            + TypeText.of(type, alternative, source.text(alternative), lowering.localTypes::qualifier));
            or = " || ";
        }
        return code;
    }

    private void caught(TreePath path, Variable caught) {
        CatchTree tree = (CatchTree) path.getLeaf();
        VariableTree parameter = tree.getParameter();
        if (source.element(TaskSource.sub(path, parameter)) instanceof VariableElement element) {
            TypeMirror type = parameter.getType() instanceof UnionTypeTree
                    ? source.unit().trees().getLub(tree)
                    : element.asType();
            Variable variable = lowering.variables.declare(parameter, element, type, Variable.Kind.LOCAL);
            if (lowering.uses.used(element)) {
                Code cast = Code.of("(" + variable.typeText() + ") ").add(caught);
                flow.set(variable, cast, source.line(parameter));
            }
        }
        lowering.statements.lower(TaskSource.sub(path, tree.getBlock()));
    }
}
