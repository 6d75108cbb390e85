package dev.fermata.processor.lower;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import dev.fermata.processor.diagnostic.Refusal;
import dev.fermata.processor.graph.Code;
import dev.fermata.processor.graph.Route;
import dev.fermata.processor.model.MachineReference;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.NestingKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/**
 * Calls of {@code @Suspends} helpers. A helper has a machine of its own, which is started with the evaluated arguments;
 * the object it belongs to is found again from the caller's object, and is part of no frame.
 */
final class HelperLowering {

    private final Lowering lowering;
    private final TaskSource source;

    HelperLowering(Lowering lowering) {
        this.lowering = lowering;
        this.source = lowering.source;
    }

    /** The arguments, converted to the parameters' types as a call would. */
    Code arguments(TreePath path, MethodInvocationTree tree, ExecutableElement method, Map<Tree, Code> evaluated) {
        List<? extends TypeMirror> types = parameterTypes(path, tree, method);
        int fixed = packs(path, tree, types, method) ? types.size() - 1 : types.size();
        Code code = Code.of("new Object[] {");
        for (int i = 0; i < fixed; i++) {
            code.add(i == 0 ? "" : ", ").add(argument(path, tree.getArguments().get(i), types.get(i), evaluated));
        }
        if (fixed < types.size()) {
            ArrayType array = (ArrayType) types.get(fixed);
            code.add(fixed == 0 ? "" : ", ").add("new " + erased(array, tree) + " {");
            for (int i = fixed; i < tree.getArguments().size(); i++) {
                code.add(i == fixed ? "" : ", ")
                        .add(argument(path, tree.getArguments().get(i), array.getComponentType(), evaluated));
            }
            code.add("}");
        }
        return code.add("}");
    }

    private List<? extends TypeMirror> parameterTypes(
            TreePath path, MethodInvocationTree tree, ExecutableElement method) {
        TypeMirror called = source.type(TaskSource.sub(path, tree.getMethodSelect()));
        return called instanceof ExecutableType instantiated
                ? instantiated.getParameterTypes()
                : method.getParameters().stream().map(Element::asType).toList();
    }

    /** Whether the last parameter takes an array of the remaining arguments. */
    private boolean packs(
            TreePath path, MethodInvocationTree tree, List<? extends TypeMirror> types, ExecutableElement method) {
        if (!method.isVarArgs()) {
            return false;
        }
        if (tree.getArguments().size() != types.size()) {
            return true;
        }
        int last = types.size() - 1;
        TreePath argument = TaskSource.sub(path, tree.getArguments().get(last));
        return !source.unit()
                .types()
                .isAssignable(
                        source.unit().types().erasure(source.type(argument)),
                        source.unit().types().erasure(types.get(last)));
    }

    private String erased(TypeMirror type, Tree at) {
        return TypeText.of(source.unit().types().erasure(type), at, source.text(at));
    }

    private Code argument(TreePath path, ExpressionTree tree, TypeMirror type, Map<Tree, Code> evaluated) {
        Code early = evaluated.get(tree);
        Code value = early != null ? early : lowering.splice(TaskSource.sub(path, tree), Map.of());
        ExpressionTree bare = AssignedVariables.strip(tree);
        boolean function = bare instanceof LambdaExpressionTree || bare instanceof MemberReferenceTree;
        return type.getKind().isPrimitive() || function
                ? Code.of("(" + TypeText.of(type, tree, source.text(tree)) + ") (")
                        .add(value)
                        .add(")")
                : value;
    }

    Route route(TreePath path, MethodInvocationTree tree, ExecutableElement method, Map<Tree, Code> evaluated) {
        return route(
                method,
                tree,
                tree.getMethodSelect() instanceof MemberSelectTree select
                        ? TaskSource.sub(TaskSource.sub(path, select), select.getExpression())
                        : null,
                evaluated);
    }

    /**
     * The way to a helper's machine.
     *
     * @param qualifier what the method is called on, if that is written
     * @param evaluated what has been evaluated before the call
     */
    Route route(ExecutableElement method, Tree at, @Nullable TreePath qualifier, Map<Tree, Code> evaluated) {
        TypeElement owner = MemberAccess.declaring(method);
        if (owner.getNestingKind() == NestingKind.LOCAL || owner.getNestingKind() == NestingKind.ANONYMOUS) {
            throw new Refusal(dev.fermata.processor.diagnostic.Code.HELPER_OF_LOCAL_CLASS, at, method.getSimpleName());
        }
        MachineReference machine =
                MachineReference.of(method, source.unit().types(), source.unit().elements());
        // a variable of the machine must not hide the package the catalog is in
        lowering.uses.reserved().add(machine.packageName().replaceFirst("\\..*", ""));
        if (OperandList.isStatic(method)) {
            return new Route.Helper(machine, null, false, false);
        }
        boolean overridable = overridable(method, owner);
        if (qualifier == null) {
            return new Route.Helper(machine, null, true, overridable);
        }
        ExpressionTree receiver = (ExpressionTree) qualifier.getLeaf();
        if (isSuper(receiver)) {
            return new Route.Helper(machine, null, true, false);
        }
        if (isThis(AssignedVariables.path(qualifier.getParentPath(), receiver))) {
            return new Route.Helper(machine, null, true, overridable);
        }
        Code found = evaluated.get(receiver);
        Code code = found != null ? found : lowering.splice(qualifier, evaluated);
        lowering.flow.run(Code.of("java.util.Objects.requireNonNull(").add(code).add(");"), source.line(at), false);
        return new Route.Helper(machine, code, false, overridable);
    }

    private static boolean overridable(ExecutableElement method, TypeElement owner) {
        return !method.getModifiers().contains(Modifier.PRIVATE)
                && !method.getModifiers().contains(Modifier.FINAL)
                && !owner.getModifiers().contains(Modifier.FINAL)
                && owner.getKind() != ElementKind.RECORD;
    }

    private static boolean isSuper(ExpressionTree tree) {
        return (tree instanceof IdentifierTree name && name.getName().contentEquals("super"))
                || (tree instanceof MemberSelectTree select
                        && select.getIdentifier().contentEquals("super"));
    }

    boolean isThis(TreePath path) {
        Tree tree = path.getLeaf();
        return (tree instanceof IdentifierTree name && name.getName().contentEquals("this"))
                || (tree instanceof MemberSelectTree select
                        && select.getIdentifier().contentEquals("this"));
    }
}
