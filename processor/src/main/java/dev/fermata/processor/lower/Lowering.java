package dev.fermata.processor.lower;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import dev.fermata.processor.diagnostic.Refusal;
import dev.fermata.processor.graph.Block;
import dev.fermata.processor.graph.Code;
import dev.fermata.processor.graph.ControlFlowGraph;
import dev.fermata.processor.graph.TaskGraph;
import dev.fermata.processor.graph.Terminator;
import dev.fermata.processor.graph.Variable;
import dev.fermata.processor.model.AttributedTask;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** One task being lowered: the parts that know a kind of syntax each, and what they share. */
final class Lowering {

    final TaskSource source;
    final Consumer<Refusal> refusals;
    final SuspensionFinder finder;
    final LabelPlan labels;
    final UseIndex uses;
    final MemberAccess access;
    final Variables variables;
    final FlowBuilder flow = new FlowBuilder();
    final Leaps leaps;
    final PatternBindings patterns = new PatternBindings(this);
    final EvaluationOrder order;
    final ExpressionLowering expressions;
    final AssignmentLowering assignments;
    final CallLowering calls;
    final HelperLowering helpers;
    final StatementLowering statements;
    final LoopLowering loops;
    final SwitchLowering switches;
    final TryLowering tries;
    final BranchLowering branches;
    final LocalTypes localTypes = new LocalTypes(this);
    final BranchScope scope;

    /** What the task returns; null for {@code void}. */
    final @Nullable Variable result;

    private final Block exit = new Block(null);
    private final Block entry = flow.current();
    private final List<Variable> parameters = new ArrayList<>();
    private final Set<Element> constants;
    private int aliases;

    /** Of a method. */
    Lowering(AttributedTask task, Consumer<Refusal> refusals) {
        this(task, new BranchScope(task.machineName(), Map.of(), null, returned(task), Set.of(), null), refusals);
    }

    private static @Nullable TypeMirror returned(AttributedTask task) {
        TypeMirror type = task.method().getReturnType();
        return type.getKind() == TypeKind.VOID ? null : type;
    }

    /** Of a branch. */
    Lowering(AttributedTask task, BranchScope scope, Consumer<Refusal> refusals) {
        this.scope = scope;
        this.constants = new HashSet<>(scope.constants());
        if (scope.types() != null) {
            localTypes.surroundedBy(scope.types());
        }
        this.source = new TaskSource(task);
        this.refusals = refusals;
        this.finder = new SuspensionFinder(source);
        this.labels = new LabelPlan(source, finder, new PinnedLabels(source, finder, refusals));
        this.uses = new UseIndex(source);
        this.access = new MemberAccess(source);
        this.variables = new Variables(source, access, localTypes);
        this.leaps = new Leaps(flow, exit);
        this.order = new EvaluationOrder(this);
        this.expressions = new ExpressionLowering(this);
        this.assignments = new AssignmentLowering(this);
        this.calls = new CallLowering(this);
        this.helpers = new HelperLowering(this);
        this.statements = new StatementLowering(this);
        this.loops = new LoopLowering(this);
        this.switches = new SwitchLowering(this);
        this.tries = new TryLowering(this);
        this.branches = new BranchLowering(this);
        TypeMirror returned = scope.result();
        this.result = returned == null
                ? null
                : variables.temporary("return", returned, source.declaration()).makeField();
    }

    /** Lowers the body. The graph is whole only if nothing was refused. */
    void lower() {
        exit.end(new Terminator.Exit(), source.lineOf(source.end(source.declaration()) - 1));
        scope.captured().forEach((element, variable) -> parameters.add(variables.capture(element, variable)));
        for (VariableTree parameter : source.parameters()) {
            TreePath path = TaskSource.sub(source.task().path(), parameter);
            if (source.element(path) instanceof VariableElement element) {
                parameters.add(variables.declare(parameter, element, element.asType(), Variable.Kind.PARAMETER));
            }
        }
        try {
            body(source.body());
        } catch (Refusal refusal) {
            refusals.accept(refusal);
        }
        flow.go(exit);
    }

    private void body(TreePath body) {
        if (body.getLeaf() instanceof BlockTree block) {
            statements.all(body, block.getStatements());
        } else if (body.getLeaf() instanceof MemberReferenceTree reference
                && body.equals(source.task().path())) {
            TypeMirror type = scope.item();
            Variable item = type == null ? null : variables.parameter("item", type, reference);
            if (item != null) {
                parameters.add(item);
            }
            new ReferenceLowering(this).lower(body, reference, item);
        } else if (result != null) {
            expressions.assign(result, body);
        } else {
            expressions.effect(body, source.line(body.getLeaf()));
        }
    }

    TaskGraph graph() {
        List<TypeParameterElement> typeParameters =
                new ArrayList<>(source.owner().getTypeParameters());
        typeParameters.addAll(source.task().method().getTypeParameters());
        return new TaskGraph(
                ControlFlowGraph.of(entry, parameters, result),
                MemberAccess.typeParameters(typeParameters, source.declaration()),
                List.copyOf(access.accessors()),
                localTypes.hoisted(),
                uses.reserved(),
                uses.repeated());
    }

    Code splice(TreePath path, Map<Tree, Code> evaluated) {
        return new SourceSplicer(this, path, evaluated).splice();
    }

    int nextAlias() {
        return ++aliases;
    }

    /** A constant local: its declaration is dropped, and every use becomes its value. */
    void dropConstant(Element constant) {
        constants.add(constant);
    }

    Set<Element> constants() {
        return constants;
    }

    boolean isDroppedConstant(Element element) {
        return constants.contains(element);
    }

    String literal(Object constant) {
        String text = source.unit().elements().getConstantExpression(constant);
        if (constant instanceof Byte || constant instanceof Short) {
            String type = constant instanceof Byte ? "byte" : "short";
            return "((" + type + ") " + text.replaceFirst("^\\(byte\\)", "") + ")";
        }
        return "(" + text + ")";
    }
}
