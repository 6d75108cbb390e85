package dev.fermata.processor.lower;

import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import dev.fermata.processor.model.AttributedTask;
import dev.fermata.processor.model.AttributedUnit;
import java.util.List;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import org.jspecify.annotations.Nullable;

/** The task's text and trees, with the questions that lowering asks about them. */
record TaskSource(AttributedTask task) {

    AttributedUnit unit() {
        return task.unit();
    }

    TypeElement owner() {
        return task.owner();
    }

    /** The method, or the lambda or method reference of a branch. */
    Tree declaration() {
        return task.path().getLeaf();
    }

    List<? extends VariableTree> parameters() {
        return declaration() instanceof MethodTree method
                ? method.getParameters()
                : declaration() instanceof LambdaExpressionTree lambda ? lambda.getParameters() : List.of();
    }

    /** A block, or an expression whose value is returned; a method reference is its own. */
    TreePath body() {
        Tree body = declaration() instanceof MethodTree method
                ? method.getBody()
                : declaration() instanceof LambdaExpressionTree lambda ? lambda.getBody() : null;
        return body == null ? task.path() : sub(task.path(), body);
    }

    int start(Tree tree) {
        return unit().start(tree);
    }

    int end(Tree tree) {
        return unit().end(tree);
    }

    int line(Tree tree) {
        return unit().line(tree);
    }

    int lineOf(int position) {
        return (int) unit().tree().getLineMap().getLineNumber(position);
    }

    String text(int from, int to) {
        return unit().text().substring(from, to);
    }

    String text(Tree tree) {
        return text(start(tree), end(tree));
    }

    /** Attribution adds trees that are not in the text; they have no end. */
    boolean synthetic(Tree tree) {
        return end(tree) < 0;
    }

    @Nullable
    Element element(TreePath path) {
        return unit().trees().getElement(path);
    }

    TypeMirror type(TreePath path) {
        TypeMirror type = unit().trees().getTypeMirror(path);
        return type == null ? object() : type;
    }

    TypeMirror object() {
        return typeNamed("java.lang.Object");
    }

    TypeMirror typeNamed(String name) {
        return unit().elements().getTypeElement(name).asType();
    }

    TypeMirror primitive(TypeKind kind) {
        return unit().types().getPrimitiveType(kind);
    }

    /** The type through which {@code type} is a {@code name}, if it is one. */
    @Nullable
    TypeMirror as(TypeMirror type, String name) {
        if (type.getKind() == TypeKind.TYPEVAR) {
            return as(((TypeVariable) type).getUpperBound(), name);
        }
        if (type.getKind() == TypeKind.DECLARED
                && ((TypeElement) ((DeclaredType) type).asElement())
                        .getQualifiedName()
                        .contentEquals(name)) {
            return type;
        }
        if (type.getKind() != TypeKind.DECLARED && type.getKind() != TypeKind.INTERSECTION) {
            return null;
        }
        for (TypeMirror parent : unit().types().directSupertypes(type)) {
            TypeMirror found = as(parent, name);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** The primitive type a value is converted to at once when it is used as a {@code primitive}; null when it is one. */
    @Nullable
    TypeMirror unboxed(TypeMirror type) {
        if (type.getKind().isPrimitive()) {
            return null;
        }
        try {
            return unit().types().unboxedType(type);
        } catch (IllegalArgumentException notABox) {
            return null;
        }
    }

    static TreePath sub(TreePath path, Tree leaf) {
        return new TreePath(path, leaf);
    }

    /** Position behind the parenthesis that opens the arguments of a call. */
    int arguments(MethodInvocationTree call) {
        String text = unit().text();
        int at = end(call.getMethodSelect());
        while (text.charAt(at) != '(') {
            if (text.startsWith("//", at)) {
                at = text.indexOf('\n', at);
            } else if (text.startsWith("/*", at)) {
                at = text.indexOf("*/", at) + 2;
            } else {
                at++;
            }
        }
        return at + 1;
    }
}
