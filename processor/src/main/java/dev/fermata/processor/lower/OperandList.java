package dev.fermata.processor.lower;

import com.sun.source.tree.ArrayAccessTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.InstanceOfTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewArrayTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TypeCastTree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.util.TreePath;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** The operands of an expression in Java's order of evaluation. */
record OperandList(TaskSource source) {

    private static final Set<Tree.Kind> EQUALITY = EnumSet.of(Tree.Kind.EQUAL_TO, Tree.Kind.NOT_EQUAL_TO);

    List<Operand> of(TreePath path) {
        Tree tree = path.getLeaf();
        List<Operand> operands = new ArrayList<>();
        if (tree instanceof MethodInvocationTree call) {
            receiver(path, call, operands);
            arguments(path, call.getArguments(), operands);
        } else if (tree instanceof NewClassTree creation) {
            if (creation.getEnclosingExpression() != null) {
                operands.add(plain(path, creation.getEnclosingExpression()));
            }
            arguments(path, creation.getArguments(), operands);
        } else if (tree instanceof BinaryTree binary) {
            binary(path, binary, operands);
        } else if (tree instanceof NewArrayTree array) {
            array.getDimensions().forEach(dimension -> operands.add(unboxing(path, dimension)));
            boolean primitive = source.type(path) instanceof ArrayType type
                    && type.getComponentType().getKind().isPrimitive();
            if (array.getInitializers() != null) {
                array.getInitializers()
                        .forEach(value -> operands.add(primitive ? unboxing(path, value) : plain(path, value)));
            }
        } else if (tree instanceof ArrayAccessTree access) {
            operands.add(plain(path, access.getExpression()));
            operands.add(unboxing(path, access.getIndex()));
        } else {
            operands.add(plain(path, only(tree)));
        }
        return operands;
    }

    private static ExpressionTree only(Tree tree) {
        if (tree instanceof ParenthesizedTree parenthesized) {
            return parenthesized.getExpression();
        }
        if (tree instanceof TypeCastTree cast) {
            return cast.getExpression();
        }
        if (tree instanceof UnaryTree unary) {
            return unary.getExpression();
        }
        if (tree instanceof InstanceOfTree test) {
            return test.getExpression();
        }
        if (tree instanceof MemberSelectTree select) {
            return select.getExpression();
        }
        if (tree instanceof MemberReferenceTree reference) {
            return reference.getQualifierExpression();
        }
        throw new IllegalStateException("Operands of a " + tree.getKind() + ": " + tree);
    }

    private static Operand plain(TreePath path, Tree operand) {
        return Operand.plain(TaskSource.sub(path, operand));
    }

    private Operand unboxing(TreePath path, Tree operand) {
        TreePath sub = TaskSource.sub(path, operand);
        return new Operand(sub, source.unboxed(source.type(sub)), false);
    }

    private void receiver(TreePath path, MethodInvocationTree call, List<Operand> operands) {
        if (call.getMethodSelect() instanceof MemberSelectTree select && isValue(path, select)) {
            TreePath selected = TaskSource.sub(path, select);
            operands.add(new Operand(TaskSource.sub(selected, select.getExpression()), null, true));
        }
    }

    /** Whether a method is called on a value, not on a class, a package or {@code super}. */
    private boolean isValue(TreePath path, MemberSelectTree select) {
        Element method = source.element(path);
        ExpressionTree qualifier = select.getExpression();
        Element element = source.element(TaskSource.sub(TaskSource.sub(path, select), qualifier));
        boolean names = qualifier instanceof IdentifierTree || qualifier instanceof MemberSelectTree;
        boolean ofType = names
                && element != null
                && (element.getKind().isClass()
                        || element.getKind().isInterface()
                        || element.getKind() == ElementKind.TYPE_PARAMETER
                        || element.getKind() == ElementKind.PACKAGE);
        boolean ofSuper =
                qualifier.toString().equals("super") || qualifier.toString().endsWith(".super");
        return !ofType && !ofSuper && method != null;
    }

    private void arguments(TreePath path, List<? extends ExpressionTree> arguments, List<Operand> operands) {
        Element callee = source.element(path);
        for (int i = 0; i < arguments.size(); i++) {
            TreePath sub = TaskSource.sub(path, arguments.get(i));
            TypeMirror parameter = callee instanceof ExecutableElement method ? parameter(method, i, sub) : null;
            boolean unboxes = parameter != null && parameter.getKind().isPrimitive();
            operands.add(new Operand(sub, unboxes ? source.unboxed(source.type(sub)) : null, false));
        }
    }

    private @Nullable TypeMirror parameter(ExecutableElement method, int index, TreePath argument) {
        List<? extends VariableElement> parameters = method.getParameters();
        if (method.isVarArgs() && index >= parameters.size() - 1) {
            TypeMirror last = parameters.get(parameters.size() - 1).asType();
            return source.type(argument) instanceof ArrayType ? last : ((ArrayType) last).getComponentType();
        }
        return index < parameters.size() ? parameters.get(index).asType() : null;
    }

    private void binary(TreePath path, BinaryTree tree, List<Operand> operands) {
        TreePath left = TaskSource.sub(path, tree.getLeftOperand());
        TreePath right = TaskSource.sub(path, tree.getRightOperand());
        boolean unboxes = EQUALITY.contains(tree.getKind())
                ? source.type(left).getKind().isPrimitive()
                        || source.type(right).getKind().isPrimitive()
                : !isString(path);
        operands.add(new Operand(left, unboxes ? source.unboxed(source.type(left)) : null, false));
        operands.add(new Operand(right, unboxes ? source.unboxed(source.type(right)) : null, false));
    }

    private boolean isString(TreePath path) {
        return source.as(source.type(path), "java.lang.String") != null;
    }

    static boolean isStatic(Element element) {
        return element.getModifiers().contains(Modifier.STATIC);
    }
}
