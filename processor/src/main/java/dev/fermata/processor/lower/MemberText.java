package dev.fermata.processor.lower;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParameterizedTypeTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import dev.fermata.processor.diagnostic.Refusal;
import dev.fermata.processor.graph.Code;
import java.util.stream.Collectors;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.NestingKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/** Rewrites how one copied text names {@code this}, fields, methods and types of the user's class. */
final class MemberText {

    /** The unproxied object, as a field of the machine. */
    static final String TARGET = "$target";

    private final Lowering lowering;
    private final TaskSource source;
    private final MemberAccess access;
    private final SourceSplicer splicer;
    private final TextEdits edits;

    MemberText(Lowering lowering, SourceSplicer splicer, TextEdits edits) {
        this.lowering = lowering;
        this.source = lowering.source;
        this.access = lowering.access;
        this.splicer = splicer;
        this.edits = edits;
    }

    /** The class inside the copied text that the member belongs to. */
    @Nullable
    TypeElement accessible(Element member) {
        if (member.getEnclosingElement() instanceof TypeElement type) {
            for (TypeElement inner : splicer.classes()) {
                if (access.subclass(inner, type)) {
                    return inner;
                }
            }
        }
        return null;
    }

    private boolean isTasks(Element member) {
        return accessible(member) == null && access.ofTask(member);
    }

    private static boolean isStatic(Element member) {
        return member.getModifiers().contains(Modifier.STATIC);
    }

    private void replace(Tree tree, String text) {
        edits.replace(source.start(tree), source.end(tree), Code.of(text));
    }

    void identifier(IdentifierTree tree, TreePath path, Element element) {
        if (tree.getName().contentEquals("this")) {
            if (splicer.classes().isEmpty()) {
                replace(tree, TARGET);
            }
        } else if (element instanceof VariableElement field && element.getKind() == ElementKind.FIELD) {
            if (isTasks(field)) {
                replace(tree, field(field, tree));
            }
        } else if (element instanceof TypeElement type && type.getNestingKind() == NestingKind.MEMBER) {
            access.requireVisible(type, tree);
            if (accessible(type) == null) {
                edits.insert(source.start(tree), Code.of(access.typeQualifier(type)));
            }
        } else if (element instanceof TypeElement type) {
            edits.insert(source.start(tree), Code.of(lowering.localTypes.qualifier(type)));
        }
    }

    /** {@code super} of the task's class, or {@code Parent.super} of an interface it implements. */
    private boolean isSuper(ExpressionTree tree) {
        return splicer.classes().isEmpty()
                && ((tree instanceof IdentifierTree identifier
                                && identifier.getName().contentEquals("super"))
                        || (tree instanceof MemberSelectTree select
                                && select.getIdentifier().contentEquals("super")));
    }

    String field(VariableElement field, Tree at) {
        if (field.getConstantValue() != null) {
            return lowering.literal(field.getConstantValue());
        }
        if (access.needsAccessor(field)) {
            return access.fieldAccessor(field, at) + (isStatic(field) ? "()" : "(" + TARGET + ")");
        }
        return (isStatic(field) ? access.staticOwner(field) : TARGET) + "." + field.getSimpleName();
    }

    /** Whether the expression is the task's object. */
    boolean isTarget(ExpressionTree tree, TreePath path) {
        if (tree instanceof IdentifierTree identifier) {
            return identifier.getName().contentEquals("this")
                    && splicer.classes().isEmpty();
        }
        return tree instanceof MemberSelectTree select
                && select.getIdentifier().contentEquals("this")
                && source.owner().equals(source.element(TaskSource.sub(path, select.getExpression())));
    }

    /** Whether all of {@code expression.name} has been rewritten. */
    boolean select(MemberSelectTree tree, TreePath path) {
        if (tree.getIdentifier().contentEquals("this")) {
            if (isTarget(tree, path)) {
                replace(tree, TARGET);
            } else if (splicer.classes().isEmpty()) {
                throw new IllegalStateException("An object around that of a static class: " + source.text(tree));
            }
            return true;
        }
        Element element = source.element(path);
        TreePath qualifier = TaskSource.sub(path, tree.getExpression());
        if (isSuper(tree.getExpression()) && element != null && !access.needsAccessor(element)) {
            String parent = TypeText.of(source.type(qualifier), tree, source.text(tree));
            replace(tree.getExpression(), "((" + parent + ") " + TARGET + ")");
            return true;
        }
        if (element instanceof TypeElement type && type.getNestingKind() == NestingKind.MEMBER) {
            access.requireVisible(type, tree);
        } else if (element instanceof VariableElement field
                && field.getKind() == ElementKind.FIELD
                && access.needsAccessor(field)
                && accessible(field) == null) {
            return privateField(tree, field, qualifier);
        } else if (element instanceof ExecutableElement || element instanceof VariableElement) {
            access.requireVisible(source.type(qualifier), tree.getExpression());
        }
        return false;
    }

    private boolean privateField(MemberSelectTree tree, VariableElement field, TreePath qualifier) {
        if (isStatic(field) || isTarget(tree.getExpression(), qualifier) || isSuper(tree.getExpression())) {
            replace(tree, field(field, tree));
            return true;
        }
        int end = source.end(tree.getExpression());
        edits.insert(source.start(tree), Code.of(access.fieldAccessor(field, tree) + "("));
        edits.replace(end, source.end(tree), Code.of(")"));
        return false;
    }

    /** Rewrites what a method is called on, and visits it. */
    void call(MethodInvocationTree tree, TreePath path, boolean suspension) {
        ExpressionTree select = tree.getMethodSelect();
        if (!(source.element(path) instanceof ExecutableElement method)) {
            splicer.scan(select, null);
        } else if (select instanceof IdentifierTree name) {
            if (method.getKind() == ElementKind.METHOD && isTasks(method)) {
                ownCall(tree, method, source.start(name), source.start(name), suspension);
            }
        } else if (select instanceof MemberSelectTree member) {
            TreePath qualifier = TaskSource.sub(TaskSource.sub(path, select), member.getExpression());
            if (isSuper(member.getExpression())) {
                superCall(tree, member, method);
            } else if (isTarget(member.getExpression(), qualifier)) {
                ownCall(tree, method, source.start(member), source.end(member.getExpression()), suspension);
            } else if (access.needsAccessor(method) && accessible(method) == null) {
                foreignPrivateCall(tree, member, method);
            } else {
                splicer.scan(select, null);
            }
        } else {
            splicer.scan(select, null);
        }
    }

    /** @param to end of the explicit receiver; equal to {@code from} when there is none */
    private void ownCall(MethodInvocationTree tree, ExecutableElement method, int from, int to, boolean suspension) {
        String dot = from == to ? "." : "";
        if (access.needsAccessor(method)) {
            requireInferred(tree);
            edits.replace(
                    from,
                    source.arguments(tree),
                    Code.of(access.methodAccessor(method, tree) + "("
                            + (isStatic(method) ? "" : TARGET + separator(tree))));
        } else if (isStatic(method)) {
            edits.replace(from, to, Code.of(access.staticOwner(method) + dot));
        } else if (suspension && !method.getModifiers().contains(Modifier.FINAL)) {
            edits.replace(from, to, new Code().add(new Code.Bean()).add(dot));
        } else {
            edits.replace(from, to, Code.of(TARGET + dot));
        }
    }

    private void superCall(MethodInvocationTree tree, MemberSelectTree select, ExecutableElement method) {
        requireInferred(tree);
        String called = isStatic(method)
                ? access.staticOwner(method) + "." + method.getSimpleName() + "("
                : access.superAccessor(method, tree) + "(" + TARGET + separator(tree);
        edits.replace(source.start(select), source.arguments(tree), Code.of(called));
    }

    private void foreignPrivateCall(MethodInvocationTree tree, MemberSelectTree select, ExecutableElement method) {
        requireInferred(tree);
        String accessor = access.methodAccessor(method, tree) + "(";
        if (isStatic(method)) {
            edits.replace(source.start(select), source.arguments(tree), Code.of(accessor));
            return;
        }
        edits.insert(source.start(select), Code.of(accessor));
        splicer.scan(select.getExpression(), null);
        edits.replace(source.end(select.getExpression()), source.arguments(tree), Code.of(separator(tree)));
    }

    private static String separator(MethodInvocationTree tree) {
        return tree.getArguments().isEmpty() ? "" : ", ";
    }

    private static void requireInferred(MethodInvocationTree tree) {
        if (!tree.getTypeArguments().isEmpty()) {
            throw new Refusal(dev.fermata.processor.diagnostic.Code.PRIVATE_MEMBER, tree, tree.getMethodSelect());
        }
    }

    /** Whether all of a method reference has been rewritten. */
    boolean reference(MemberReferenceTree tree, TreePath path) {
        if (!(source.element(path) instanceof ExecutableElement method)) {
            return false;
        }
        if (lowering.finder.suspends(method)) {
            throw new Refusal(dev.fermata.processor.diagnostic.Code.STEP_REFERENCE, tree, method.getSimpleName());
        }
        if (!lowering.localTypes.captured(method).isEmpty()) {
            throw new Refusal(
                    dev.fermata.processor.diagnostic.Code.LOCAL_CLASS,
                    tree,
                    MemberAccess.declaring(method).getSimpleName(),
                    "captures variables, and its constructor is used as a method reference");
        }
        boolean ofSuper = isSuper(tree.getQualifierExpression());
        if (!ofSuper && (!access.needsAccessor(method) || accessible(method) != null)) {
            return false;
        }
        if (method.getKind() == ElementKind.CONSTRUCTOR && access.needsAccessorToCreate(method)) {
            privateCreation(tree, method);
            return true;
        }
        TreePath qualifier = TaskSource.sub(path, tree.getQualifierExpression());
        boolean ofType = !ofSuper && source.element(qualifier) instanceof TypeElement;
        boolean bound = ofSuper || isTarget(tree.getQualifierExpression(), qualifier);
        if (method.getKind() != ElementKind.METHOD || !(ofType || bound)) {
            throw new Refusal(dev.fermata.processor.diagnostic.Code.PRIVATE_MEMBER, tree, tree);
        }
        String machine = source.task().machineName();
        String accessor = ofSuper ? access.superAccessor(method, tree) : access.methodAccessor(method, tree);
        replace(
                tree,
                isStatic(method) ? machine + "::" + accessor : machine + ".this::" + accessor + (bound ? "$" : ""));
        return true;
    }

    private void privateCreation(MemberReferenceTree tree, ExecutableElement constructor) {
        boolean raw = !(tree.getQualifierExpression() instanceof ParameterizedTypeTree);
        if (MemberAccess.isInner(MemberAccess.declaring(constructor)) || !raw) {
            throw new Refusal(dev.fermata.processor.diagnostic.Code.PRIVATE_MEMBER, tree, tree);
        }
        replace(tree, source.task().machineName() + "::" + access.creator(constructor, tree));
    }

    /** Whether the name of the class in {@code new Name()} has been dealt with. */
    boolean creation(NewClassTree tree, TreePath path) {
        if (!(source.element(path) instanceof ExecutableElement constructor)) {
            return false;
        }
        TypeElement type = MemberAccess.declaring(constructor);
        if (access.needsAccessorToCreate(constructor)) {
            privateCreation(tree, path, constructor);
            return true;
        }
        if (type.getNestingKind() == NestingKind.ANONYMOUS) {
            requireConstructor(type, tree, tree.getArguments().size());
        }
        TypeElement created = type.getNestingKind() == NestingKind.ANONYMOUS
                        && source.unit().types().asElement(type.getSuperclass()) instanceof TypeElement parent
                ? parent
                : type;
        boolean inner =
                MemberAccess.isInner(created) && tree.getEnclosingExpression() == null && accessible(created) == null;
        if (inner) {
            access.requireVisible(created, tree);
            edits.insert(source.start(tree), Code.of(TARGET + "."));
        }
        return inner;
    }

    /**
     * A class in the method becomes one of the machine's, and cannot call a private constructor of its parent's.
     *
     * @param arguments how many are passed; negative if that is not known
     */
    void requireConstructor(TypeElement type, Tree at, int arguments) {
        if (!(source.unit().types().asElement(type.getSuperclass()) instanceof TypeElement parent)) {
            return;
        }
        for (ExecutableElement constructor : ElementFilter.constructorsIn(parent.getEnclosedElements())) {
            if (access.needsAccessorToCreate(constructor)
                    && (arguments < 0 || constructor.getParameters().size() == arguments)) {
                throw new Refusal(
                        dev.fermata.processor.diagnostic.Code.PRIVATE_MEMBER, at, parent.getSimpleName() + "(...)");
            }
        }
    }

    private void privateCreation(NewClassTree tree, TreePath path, ExecutableElement constructor) {
        boolean inner = MemberAccess.isInner(MemberAccess.declaring(constructor));
        if (tree.getEnclosingExpression() != null || !tree.getTypeArguments().isEmpty()) {
            throw new Refusal(
                    dev.fermata.processor.diagnostic.Code.PRIVATE_MEMBER, tree, "new " + tree.getIdentifier());
        }
        int open = source.unit().text().indexOf('(', source.end(tree.getIdentifier())) + 1;
        String outer = inner ? TARGET + (tree.getArguments().isEmpty() ? "" : ", ") : "";
        edits.replace(
                source.start(tree), open, Code.of(creator(tree.getIdentifier(), path, constructor) + "(" + outer));
    }

    /** {@code Machine.<Argument>$new}, with the type arguments that are written; of a diamond, they are inferred. */
    private String creator(Tree type, TreePath path, ExecutableElement constructor) {
        String name = access.creator(constructor, type);
        boolean explicit = type instanceof ParameterizedTypeTree parameterized
                && !parameterized.getTypeArguments().isEmpty()
                && constructor.getTypeParameters().isEmpty();
        if (!explicit || !(source.type(TaskSource.sub(path, type)) instanceof DeclaredType created)) {
            return name;
        }
        return source.task().machineName()
                + created.getTypeArguments().stream()
                        .map(argument -> TypeText.of(argument, type, name, lowering.localTypes::qualifier))
                        .collect(Collectors.joining(", ", ".<", ">"))
                + name;
    }
}
