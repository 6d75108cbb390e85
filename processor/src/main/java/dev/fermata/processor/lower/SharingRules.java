package dev.fermata.processor.lower;

import com.sun.source.tree.ArrayAccessTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TypeCastTree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import dev.fermata.processor.diagnostic.Code;
import dev.fermata.processor.diagnostic.Refusal;
import dev.fermata.processor.graph.Suspension;
import dev.fermata.processor.graph.Variable;
import dev.fermata.processor.liveness.FramePlan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.type.TypeKind;
import org.jspecify.annotations.Nullable;

/**
 * Warns where a frame cannot keep what the text relies on: the identity of a value that never changes, which after a resume
 * only equals what it was, and an object that a variable shares with a field, of which a frame holds a copy.
 */
final class SharingRules extends TreePathScanner<@Nullable Void, @Nullable Void> {

    /** By its name, a method that changes its object. */
    private static final Pattern CHANGING = Pattern.compile(
            "(set|add|append|insert|delete|put|remove|clear|retain|increment|decrement|update|accumulate|compute|merge|push|pop|poll"
                    + "|offer|sort|replace|reverse|compareAnd|getAnd|drain|flip)([A-Z].*)?");

    private record Alias(Element field, Tree at) {}

    private final TaskSource source;
    private final SharedTypes types;
    private final Map<Tree, Suspension> stored;
    private final Set<Element> storedElements = new HashSet<>();
    private final Map<Element, Tree> declarations = new LinkedHashMap<>();
    private final Map<Element, List<Alias>> aliases = new LinkedHashMap<>();
    private final Set<Element> changed = new HashSet<>();
    private final List<TreePath> comparisons = new ArrayList<>();

    private SharingRules(TaskSource source, Map<Tree, Suspension> stored) {
        this.source = source;
        this.types = new SharedTypes(source);
        this.stored = stored;
    }

    static void check(TaskSource source, FramePlan plan, Consumer<Refusal> warnings) {
        Map<Tree, Suspension> stored = new IdentityHashMap<>();
        for (FramePlan.Point point : plan.points()) {
            if (point.suspension() != null) {
                for (Variable variable : point.variables()) {
                    stored.putIfAbsent(variable.declaration(), point.suspension());
                }
            }
        }
        if (!stored.isEmpty()) {
            SharingRules rules = new SharingRules(source, stored);
            rules.scan(source.task().path(), null);
            rules.report(warnings);
        }
    }

    private void report(Consumer<Refusal> warnings) {
        aliases.forEach((variable, all) -> all.forEach(alias -> {
            Tree declaration = declarations.get(variable);
            Suspension step = declaration == null ? null : stored.get(declaration);
            if (step != null && (changed.contains(variable) || changed.contains(alias.field))) {
                warnings.accept(new Refusal(
                        Code.FIELD_IN_FRAME,
                        alias.at,
                        variable.getSimpleName(),
                        alias.field.getSimpleName(),
                        step.method().getSimpleName(),
                        step.line()));
            }
        }));
        declarations.forEach((variable, declaration) -> {
            if (stored.containsKey(declaration)) {
                storedElements.add(variable);
            }
        });
        for (TreePath path : comparisons) {
            BinaryTree tree = (BinaryTree) path.getLeaf();
            if (isFromFrame(TaskSource.sub(path, tree.getLeftOperand()))
                    || isFromFrame(TaskSource.sub(path, tree.getRightOperand()))) {
                warnings.accept(new Refusal(Code.IDENTITY_OF_VALUE, tree, source.text(tree)));
            }
        }
    }

    @Override
    public @Nullable Void scan(@Nullable Tree tree, @Nullable Void unused) {
        return tree == null || source.synthetic(tree) ? null : super.scan(tree, null);
    }

    @Override
    public @Nullable Void visitVariable(VariableTree tree, @Nullable Void unused) {
        Element variable = source.element(getCurrentPath());
        if (variable != null) {
            declarations.put(variable, tree);
            alias(variable, tree.getInitializer(), tree);
        }
        return super.visitVariable(tree, null);
    }

    @Override
    public @Nullable Void visitAssignment(AssignmentTree tree, @Nullable Void unused) {
        Element variable = source.element(TaskSource.sub(getCurrentPath(), tree.getVariable()));
        if (variable != null && variable.getKind() == ElementKind.LOCAL_VARIABLE) {
            alias(variable, tree.getExpression(), tree);
        }
        changes(tree.getVariable());
        return super.visitAssignment(tree, null);
    }

    @Override
    public @Nullable Void visitCompoundAssignment(CompoundAssignmentTree tree, @Nullable Void unused) {
        changes(tree.getVariable());
        return super.visitCompoundAssignment(tree, null);
    }

    @Override
    public @Nullable Void visitUnary(UnaryTree tree, @Nullable Void unused) {
        if (tree.getKind() != Tree.Kind.LOGICAL_COMPLEMENT) {
            changes(tree.getExpression());
        }
        return super.visitUnary(tree, null);
    }

    @Override
    public @Nullable Void visitMethodInvocation(MethodInvocationTree tree, @Nullable Void unused) {
        if (tree.getMethodSelect() instanceof MemberSelectTree select
                && source.element(getCurrentPath()) instanceof ExecutableElement method
                && (method.getReturnType().getKind() == TypeKind.VOID
                        || CHANGING.matcher(method.getSimpleName()).matches())) {
            changed(TaskSource.sub(TaskSource.sub(getCurrentPath(), select), select.getExpression()));
        }
        return super.visitMethodInvocation(tree, null);
    }

    @Override
    public @Nullable Void visitBinary(BinaryTree tree, @Nullable Void unused) {
        if ((tree.getKind() == Tree.Kind.EQUAL_TO || tree.getKind() == Tree.Kind.NOT_EQUAL_TO)
                && (isValue(tree.getLeftOperand()) || isValue(tree.getRightOperand()))
                && isReference(tree.getLeftOperand())
                && isReference(tree.getRightOperand())) {
            comparisons.add(getCurrentPath());
        }
        return super.visitBinary(tree, null);
    }

    /** A field or an element is written: the object that has it changes. */
    private void changes(ExpressionTree target) {
        TreePath path = TaskSource.sub(getCurrentPath(), target);
        if (target instanceof ArrayAccessTree array) {
            changed(TaskSource.sub(path, array.getExpression()));
        } else if (target instanceof MemberSelectTree select) {
            changed(TaskSource.sub(path, select.getExpression()));
        }
    }

    private void changed(TreePath object) {
        Element element = object.getLeaf() instanceof ParenthesizedTree ? null : source.element(object);
        if (element != null) {
            changed.add(element);
        }
    }

    private void alias(Element variable, @Nullable ExpressionTree value, Tree at) {
        TreePath path = value == null ? null : TaskSource.sub(getCurrentPath(), value);
        Element field = path == null ? null : field(path);
        if (path != null && field != null && !types.isImmutable(source.type(path))) {
            aliases.computeIfAbsent(variable, key -> new ArrayList<>()).add(new Alias(field, at));
        }
    }

    /** The field of the bean, or the static one, that an expression reads. */
    private @Nullable Element field(TreePath path) {
        Tree tree = path.getLeaf();
        if (tree instanceof ParenthesizedTree parenthesized) {
            return field(TaskSource.sub(path, parenthesized.getExpression()));
        }
        if (tree instanceof TypeCastTree cast) {
            return field(TaskSource.sub(path, cast.getExpression()));
        }
        Element element = source.element(path);
        if (element == null || element.getKind() != ElementKind.FIELD) {
            return null;
        }
        if (tree instanceof IdentifierTree) {
            return element;
        }
        if (!(tree instanceof MemberSelectTree select)) {
            return null;
        }
        TreePath holder = TaskSource.sub(path, select.getExpression());
        Element owner = source.element(holder);
        boolean ofBean = select.getExpression().toString().matches("(\\w+\\.)*(this|super)")
                || (owner != null
                        && (owner.getKind().isClass() || owner.getKind().isInterface()))
                || field(holder) != null;
        return ofBean ? element : null;
    }

    private boolean isValue(ExpressionTree operand) {
        return types.isValue(source.type(TaskSource.sub(getCurrentPath(), operand)));
    }

    private boolean isReference(ExpressionTree operand) {
        TypeKind kind = source.type(TaskSource.sub(getCurrentPath(), operand)).getKind();
        return !kind.isPrimitive() && kind != TypeKind.NULL;
    }

    /** Whether an operand reads a variable that frames hold. */
    private boolean isFromFrame(TreePath operand) {
        boolean[] found = new boolean[1];
        new TreePathScanner<@Nullable Void, @Nullable Void>() {
            @Override
            public @Nullable Void visitIdentifier(IdentifierTree tree, @Nullable Void unused) {
                Element element = source.element(getCurrentPath());
                found[0] |= element != null && storedElements.contains(element);
                return null;
            }
        }.scan(operand, null);
        return found[0];
    }
}
