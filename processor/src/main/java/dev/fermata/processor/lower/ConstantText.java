package dev.fermata.processor.lower;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import java.util.regex.Pattern;
import javax.lang.model.element.VariableElement;
import org.jspecify.annotations.Nullable;

/** Names that the user gives to suspension points; they must be known when the task is compiled. */
final class ConstantText {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

    private ConstantText() {}

    /** The value of a constant expression that is a well-formed name; null for anything else. */
    static @Nullable String name(TaskSource source, TreePath path) {
        String text = of(source, path);
        return text != null && NAME.matcher(text).matches() ? text : null;
    }

    private static @Nullable String of(TaskSource source, TreePath path) {
        Tree tree = path.getLeaf();
        if (tree instanceof LiteralTree literal) {
            return literal.getValue() == null ? null : String.valueOf(literal.getValue());
        }
        if (tree instanceof ParenthesizedTree parenthesized) {
            return of(source, TaskSource.sub(path, parenthesized.getExpression()));
        }
        if (tree instanceof BinaryTree binary && tree.getKind() == Tree.Kind.PLUS) {
            String left = of(source, TaskSource.sub(path, binary.getLeftOperand()));
            String right = of(source, TaskSource.sub(path, binary.getRightOperand()));
            return left == null || right == null ? null : left + right;
        }
        return source.element(path) instanceof VariableElement variable && variable.getConstantValue() != null
                ? String.valueOf(variable.getConstantValue())
                : null;
    }
}
