package dev.fermata.processor.lower;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.InstanceOfTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import dev.fermata.processor.diagnostic.Code;
import dev.fermata.processor.diagnostic.Refusal;
import dev.fermata.processor.graph.Variable;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what branches would share and could change. A branch may capture what never changes, and collections of that as
 * long as it only reads them: by a method that is known to read, a loop, a step or helper they are passed to, or a copy.
 */
final class CaptureRules extends TreePathScanner<@Nullable Void, @Nullable Void> {

    private static final Set<String> READERS = Set.of(
            "contains",
            "containsAll",
            "containsKey",
            "containsValue",
            "entrySet",
            "equals",
            "first",
            "forEach",
            "get",
            "getFirst",
            "getLast",
            "getOrDefault",
            "hashCode",
            "indexOf",
            "isEmpty",
            "keySet",
            "last",
            "lastIndexOf",
            "parallelStream",
            "size",
            "stream",
            "subList",
            "toArray",
            "toString",
            "values");

    /** Whose static methods and constructors copy what they are given, or only look at it. */
    private static final Set<String> COPYING = Set.of(
            "java.lang.String",
            "java.util.ArrayList",
            "java.util.HashMap",
            "java.util.HashSet",
            "java.util.LinkedHashMap",
            "java.util.LinkedHashSet",
            "java.util.LinkedList",
            "java.util.List",
            "java.util.Map",
            "java.util.Objects",
            "java.util.Set",
            "java.util.TreeMap",
            "java.util.TreeSet");

    private final Lowering lowering;
    private final TaskSource source;
    private final SharedTypes types;
    private final Map<Element, Variable> captured;
    private final Set<Element> refused = new HashSet<>();

    private CaptureRules(Lowering lowering, Map<Element, Variable> captured) {
        this.lowering = lowering;
        this.source = lowering.source;
        this.types = new SharedTypes(source);
        this.captured = captured;
    }

    static void check(Lowering lowering, TreePath branch, Map<Element, Variable> captured) {
        new CaptureRules(lowering, captured).scan(branch, null);
    }

    @Override
    public @Nullable Void scan(@Nullable Tree tree, @Nullable Void unused) {
        return tree == null || source.synthetic(tree) ? null : super.scan(tree, null);
    }

    @Override
    public @Nullable Void visitIdentifier(IdentifierTree tree, @Nullable Void unused) {
        Element element = source.element(getCurrentPath());
        Variable variable = element == null ? null : captured.get(element);
        if (element != null && variable != null) {
            TypeMirror type = variable.type();
            if (!types.isImmutable(type) && !types.isReadable(type)) {
                refuse(element, Code.SHARED_CAPTURE, tree, variable.name(), variable.typeText());
            }
            read(getCurrentPath());
        }
        return null;
    }

    @Override
    public @Nullable Void visitMethodInvocation(MethodInvocationTree tree, @Nullable Void unused) {
        read(getCurrentPath());
        return super.visitMethodInvocation(tree, null);
    }

    @Override
    public @Nullable Void visitMemberSelect(MemberSelectTree tree, @Nullable Void unused) {
        read(getCurrentPath());
        return super.visitMemberSelect(tree, null);
    }

    private void refuse(Element variable, Code code, Tree at, Object... arguments) {
        if (refused.add(variable)) {
            lowering.refusals.accept(new Refusal(code, at, arguments));
        }
    }

    /** Refuses a shared collection that is not only read. */
    private void read(TreePath path) {
        Element root = root(path);
        if (root != null && types.isCollection(source.type(path)) && !onlyRead(path)) {
            refuse(root, Code.SHARED_COLLECTION, path.getLeaf(), root.getSimpleName());
        }
    }

    /** The captured variable whose value the expression hands out, or a part of it. */
    private @Nullable Element root(TreePath path) {
        Tree tree = path.getLeaf();
        Element element = source.element(path);
        if (tree instanceof IdentifierTree) {
            return element != null && captured.containsKey(element) ? element : null;
        }
        if (tree instanceof ParenthesizedTree parenthesized) {
            return root(TaskSource.sub(path, parenthesized.getExpression()));
        }
        if (tree instanceof MemberSelectTree select && !(element instanceof ExecutableElement)) {
            return part(TaskSource.sub(path, select.getExpression()));
        }
        return tree instanceof MethodInvocationTree call && call.getMethodSelect() instanceof MemberSelectTree select
                ? part(TaskSource.sub(TaskSource.sub(path, select), select.getExpression()))
                : null;
    }

    /** A stream or an iterator of something shared is nobody else's; what a collection or an object holds is. */
    private @Nullable Element part(TreePath holder) {
        TypeMirror type = source.type(holder);
        String name =
                type instanceof DeclaredType declared ? declared.asElement().toString() : "";
        boolean holds = types.isCollection(type) || !name.startsWith("java.") || name.equals("java.util.Optional");
        return holds ? root(holder) : null;
    }

    private boolean onlyRead(TreePath path) {
        TreePath parent = path.getParentPath();
        Tree user = parent.getLeaf();
        if (user instanceof ParenthesizedTree) {
            return onlyRead(parent);
        }
        if (user instanceof MemberSelectTree select) {
            return READERS.contains(select.getIdentifier().toString());
        }
        if (user instanceof MemberReferenceTree reference) {
            return READERS.contains(reference.getName().toString());
        }
        if (user instanceof MethodInvocationTree) {
            return lowering.finder.isCall(parent) || copies(parent);
        }
        return user instanceof BinaryTree
                || user instanceof InstanceOfTree
                || (user instanceof EnhancedForLoopTree loop && loop.getExpression() == path.getLeaf())
                || (user instanceof NewClassTree && copies(parent));
    }

    private boolean copies(TreePath call) {
        return source.element(call) instanceof ExecutableElement method
                && COPYING.contains(
                        MemberAccess.declaring(method).getQualifiedName().toString())
                && (call.getLeaf() instanceof NewClassTree || OperandList.isStatic(method));
    }
}
