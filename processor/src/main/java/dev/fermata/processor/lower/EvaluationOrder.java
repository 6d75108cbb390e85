package dev.fermata.processor.lower;

import com.sun.source.tree.ArrayAccessTree;
import com.sun.source.tree.ArrayTypeTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewArrayTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParameterizedTypeTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.PrimitiveTypeTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TypeCastTree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.util.TreePath;
import dev.fermata.processor.diagnostic.Refusal;
import dev.fermata.processor.graph.Code;
import dev.fermata.processor.graph.Variable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates operands the way Java does: all of the left one, its unboxing included, before any of the right one.
 *
 * <p>When a later operand suspends, every earlier one has been evaluated before the suspension and must not be evaluated
 * again after it: its value is put into a temporary, which becomes part of the frame. The text that remains is evaluated
 * in one piece after the last suspension, so what stands behind that suspension can stay as it is.
 *
 * <p>Some operands may stay in the text although a suspension follows, because evaluating them late gives the same value
 * and no effect: literals, lambdas, {@code this}, final fields, and variables that no later operand assigns. Anything that
 * is unboxed is not among them: {@code i + step()} fails on a null {@code i} before the step is called. Neither is a
 * field that is not final, even of the task's own object.
 *
 * <p>A temporary for a mutable object would hold a copy of it after a restart. As an argument that is no more than what
 * happens to the user's variables, and objects reached from them keep their identity inside one frame. An object of the
 * bean's would be torn from it, so as the receiver of a call it is refused.
 */
final class EvaluationOrder {

    private static final Set<String> VALUES = Set.of(
            "java.lang.String",
            "java.lang.Boolean",
            "java.lang.Character",
            "java.util.UUID",
            "java.util.Optional",
            "java.net.URI");

    private static final Pattern FACTORY = Pattern.compile("builder|of|from|copyOf|(new|create|make)([A-Z].*)?");

    private final Lowering lowering;
    private final TaskSource source;
    private final OperandList operands;
    private final Lookups lookups;
    private final ViewOperands views;

    EvaluationOrder(Lowering lowering) {
        this.lowering = lowering;
        this.source = lowering.source;
        this.operands = new OperandList(source);
        this.lookups = new Lookups(lowering, this, operands);
        this.views = new ViewOperands(lowering, this, operands);
    }

    /** Evaluates what must be evaluated before the last suspension inside {@code path}. */
    Map<Tree, Code> evaluate(TreePath path) {
        return evaluate(path, operands.of(path), false);
    }

    /** Evaluates every operand of a call, so that the call itself can be repeated on the same values. */
    Map<Tree, Code> evaluateAll(TreePath call) {
        List<Operand> all = operands.of(call);
        if (all.isEmpty() || !all.get(0).receiver()) {
            return evaluate(call, all, true);
        }
        Map<Tree, Code> evaluated =
                new HashMap<>(lookups.receiver(call, all.get(0).path()));
        evaluated.putAll(evaluate(call, all.subList(1, all.size()), true));
        return evaluated;
    }

    /** The object that a method reference which suspends is called on; see {@link Lookups#receiver}. */
    Map<Tree, Code> receiver(TreePath reference, TreePath receiver) {
        return lookups.receiver(reference, receiver);
    }

    private Map<Tree, Code> evaluate(TreePath parent, List<Operand> all, boolean everything) {
        int last = everything ? all.size() : -1;
        for (int i = 0; i < all.size() && !everything; i++) {
            if (lowering.finder.suspends(all.get(i).path())) {
                last = i;
            }
        }
        Map<Tree, Code> evaluated = new HashMap<>();
        for (int i = 0; i < all.size(); i++) {
            Operand operand = all.get(i);
            List<TreePath> later = all.subList(i + 1, Math.max(i + 1, Math.min(last + 1, all.size()))).stream()
                    .map(Operand::path)
                    .toList();
            boolean save = i < last && (operand.unboxed() != null || !movable(operand.path(), later));
            if (save && everything && views.keep(operand.path(), later, evaluated)) {
                continue;
            }
            if (save || lowering.finder.suspends(operand.path())) {
                Code code = lowering.expressions.value(operand.path());
                boolean saved = code.isTemporary() && operand.unboxed() == null;
                TreePath reason = firstSuspending(later, parent);
                evaluated.put(operand.path().getLeaf(), save && !saved ? save(operand, code, reason) : code);
            }
        }
        return evaluated;
    }

    TreePath firstSuspending(List<TreePath> later, TreePath parent) {
        return later.stream().filter(lowering.finder::suspends).findFirst().orElse(parent);
    }

    private Code save(Operand operand, Code code, TreePath reason) {
        TypeMirror type = operand.unboxed() != null ? operand.unboxed() : new ValueTypes(source).of(operand.path());
        Tree tree = operand.path().getLeaf();
        if (type.getKind() == TypeKind.NULL) {
            return code;
        }
        if (operand.receiver() && !isValue(type) && isLookup(operand.path())) {
            return lookups.keep(operand.path(), reason);
        }
        return save(tree, type, code, reason);
    }

    /** Puts a value into a temporary now. {@code reason} holds the suspension it has to survive. */
    Code save(Tree tree, TypeMirror type, Code code, TreePath reason) {
        Variable variable = lowering.variables.temporary(lowering.labels.temporary(reason, tree), type, tree);
        boolean bare = tree instanceof NewArrayTree array && array.getType() == null;
        Code value = bare ? Code.of("new " + variable.typeText() + " ").add(code) : code;
        lowering.flow.set(variable, value, source.line(tree));
        return Code.use(variable);
    }

    Refusal early(Tree tree) {
        String text = source.text(tree);
        return new Refusal(
                dev.fermata.processor.diagnostic.Code.EARLY_RECEIVER,
                tree,
                text.length() > 40 ? text.substring(0, 37) + "..." : text);
    }

    private boolean isValue(TypeMirror type) {
        if (type.getKind().isPrimitive()) {
            return true;
        }
        if (!(source.unit().types().asElement(type) instanceof TypeElement element)) {
            return false;
        }
        String name = element.getQualifiedName().toString();
        return element.getKind() == ElementKind.ENUM
                || element.getKind() == ElementKind.RECORD
                || VALUES.contains(name)
                || name.startsWith("java.time.")
                || (source.as(type, "java.lang.Number") != null && name.startsWith("java."));
    }

    /** Whether evaluating the operand after {@code later} gives what evaluating it now would, without an effect. */
    boolean movable(TreePath path, List<TreePath> later) {
        Tree tree = path.getLeaf();
        if (tree instanceof LiteralTree
                || tree instanceof LambdaExpressionTree
                || tree instanceof PrimitiveTypeTree
                || tree instanceof ArrayTypeTree
                || tree instanceof ParameterizedTypeTree) {
            return true;
        }
        if (tree instanceof ParenthesizedTree parenthesized) {
            return movable(TaskSource.sub(path, parenthesized.getExpression()), later);
        }
        if (tree instanceof UnaryTree unary) {
            return unary.getExpression() instanceof LiteralTree;
        }
        if (tree instanceof MemberReferenceTree reference) {
            TreePath qualifier = TaskSource.sub(path, reference.getQualifierExpression());
            return isThis(reference.getQualifierExpression()) || source.element(qualifier) instanceof TypeElement;
        }
        if (tree instanceof MemberSelectTree select) {
            return movableField(path, select);
        }
        return tree instanceof IdentifierTree name && movableName(path, name, later);
    }

    private static boolean isThis(ExpressionTree tree) {
        return tree instanceof IdentifierTree name && name.getName().contentEquals("this");
    }

    private boolean movableName(TreePath path, IdentifierTree tree, List<TreePath> later) {
        Element element = source.element(path);
        if (element == null || isThis(tree)) {
            return element != null;
        }
        if (element.getKind() == ElementKind.FIELD) {
            return element.getModifiers().contains(Modifier.FINAL);
        }
        boolean local = element.getKind() == ElementKind.LOCAL_VARIABLE
                || element.getKind() == ElementKind.PARAMETER
                || element.getKind() == ElementKind.EXCEPTION_PARAMETER
                || element.getKind() == ElementKind.BINDING_VARIABLE;
        return local
                ? later.stream()
                        .noneMatch(other -> AssignedVariables.of(source, other).contains(element))
                : element.getKind() == ElementKind.ENUM_CONSTANT
                        || element instanceof TypeElement
                        || element.getKind() == ElementKind.PACKAGE;
    }

    private boolean movableField(TreePath path, MemberSelectTree select) {
        Element element = source.element(path);
        if (select.getIdentifier().contentEquals("class")
                || select.getIdentifier().contentEquals("this")) {
            return true;
        }
        if (element == null || element.getKind() == ElementKind.METHOD) {
            return false;
        }
        if (element.getKind() != ElementKind.FIELD) {
            return element.getKind() == ElementKind.ENUM_CONSTANT
                    || element instanceof TypeElement
                    || element.getKind() == ElementKind.PACKAGE;
        }
        boolean reachable = OperandList.isStatic(element)
                ? source.element(TaskSource.sub(path, select.getExpression())) instanceof TypeElement
                : isThis(select.getExpression());
        return element.getModifiers().contains(Modifier.FINAL) && reachable;
    }

    /**
     * Makes what an assignment writes to stable across the suspensions in {@code later}.
     *
     * @param evaluated receives what has been evaluated
     */
    void stabilize(TreePath target, Map<Tree, Code> evaluated, List<TreePath> later) {
        Tree tree = target.getLeaf();
        if (tree instanceof ParenthesizedTree parenthesized) {
            stabilize(TaskSource.sub(target, parenthesized.getExpression()), evaluated, later);
        } else if (tree instanceof MemberSelectTree select) {
            TreePath qualifier = TaskSource.sub(target, select.getExpression());
            object(qualifier, evaluated, later);
        } else if (tree instanceof ArrayAccessTree access) {
            stabilize(target, access, evaluated, later);
        } else if (!(tree instanceof IdentifierTree)) {
            throw new IllegalStateException("Assignment to a " + tree.getKind() + ": " + tree);
        }
    }

    /** The object or array that is written to. */
    private void object(TreePath path, Map<Tree, Code> evaluated, List<TreePath> later) {
        boolean save = lowering.finder.anySuspends(later) && !movable(path, later);
        if (save && isLookup(path)) {
            evaluated.put(path.getLeaf(), lookups.keep(path, firstSuspending(later, path)));
        } else if (save || lowering.finder.suspends(path)) {
            Code code = lowering.expressions.value(path);
            boolean saved = !save || code.isTemporary();
            evaluated.put(
                    path.getLeaf(),
                    saved ? code : save(path.getLeaf(), source.type(path), code, firstSuspending(later, path)));
        }
    }

    /**
     * Whether an object belongs to the application, where it is found again: in a frame it would become a copy. Objects
     * that were reached from the task's own variables stay the same object as what those variables hold.
     */
    private boolean isLookup(TreePath path) {
        if (ofOwnVariables(path)) {
            return false;
        }
        if (!lookups.isFound(path)) {
            throw early(path.getLeaf());
        }
        return true;
    }

    boolean ofOwnVariables(TreePath path) {
        Tree tree = path.getLeaf();
        Element element = source.element(path);
        if (lowering.finder.isCall(path) || tree instanceof NewClassTree || tree instanceof NewArrayTree) {
            return true;
        }
        if (tree instanceof ParenthesizedTree || tree instanceof TypeCastTree || tree instanceof ArrayAccessTree) {
            return ofOwnVariables(operands.of(path).get(0).path());
        }
        if (tree instanceof AssignmentTree assignment) {
            return ofOwnVariables(TaskSource.sub(path, assignment.getExpression()));
        }
        if (tree instanceof ConditionalExpressionTree choice) {
            return ofOwnVariables(TaskSource.sub(path, choice.getTrueExpression()))
                    && ofOwnVariables(TaskSource.sub(path, choice.getFalseExpression()));
        }
        if (tree instanceof MethodInvocationTree call) {
            return ofOwnVariables(path, call, element);
        }
        if (tree instanceof MemberSelectTree select && element != null) {
            return !OperandList.isStatic(element) && ofOwnVariables(TaskSource.sub(path, select.getExpression()));
        }
        return tree instanceof IdentifierTree && lowering.variables.of(element) != null;
    }

    /**
     * A factory makes a new object: one of the platform, or one that is called as factories are. A method of an object
     * hands out something of that object's.
     */
    private boolean ofOwnVariables(TreePath path, MethodInvocationTree call, @Nullable Element method) {
        if (method == null || !(method.getEnclosingElement() instanceof TypeElement type)) {
            return false;
        }
        if (OperandList.isStatic(method)) {
            return type.getQualifiedName().toString().startsWith("java.")
                    || FACTORY.matcher(method.getSimpleName()).matches();
        }
        List<Operand> all = operands.of(path);
        return call.getMethodSelect() instanceof MemberSelectTree
                && !all.isEmpty()
                && all.get(0).receiver()
                && ofOwnVariables(all.get(0).path());
    }

    private void stabilize(TreePath target, ArrayAccessTree access, Map<Tree, Code> evaluated, List<TreePath> later) {
        TreePath array = TaskSource.sub(target, access.getExpression());
        TreePath index = TaskSource.sub(target, access.getIndex());
        List<TreePath> afterArray = new ArrayList<>(later);
        afterArray.add(0, index);
        object(array, evaluated, afterArray);
        @Nullable TypeMirror unboxed = source.unboxed(source.type(index));
        boolean suspendsLater = lowering.finder.anySuspends(later);
        boolean save = suspendsLater && (unboxed != null || !movable(index, later));
        if (save || lowering.finder.suspends(index)) {
            Code code = lowering.expressions.value(index);
            boolean saved = code.isTemporary() && unboxed == null;
            TypeMirror type = unboxed != null ? unboxed : source.type(index);
            evaluated.put(
                    access.getIndex(),
                    save && !saved ? save(access.getIndex(), type, code, firstSuspending(later, target)) : code);
        }
    }
}
