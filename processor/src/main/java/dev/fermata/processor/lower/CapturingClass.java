package dev.fermata.processor.lower;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import dev.fermata.processor.graph.Code;
import dev.fermata.processor.graph.Variable;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A local class that captures variables, as a member of the machine. As javac does, its constructors take the captured
 * values first; they are kept by a parent class, so that they are there before the class's own initializers run.
 */
final class CapturingClass {

    private static final String PREFIX = "$val$";

    private final TaskSource source;
    private final ClassTree tree;
    private final List<Variable> captured;
    private final SourceSplicer splicer;

    CapturingClass(Lowering lowering, TreePath path, ClassTree tree, List<Variable> captured) {
        this.source = lowering.source;
        this.tree = tree;
        this.captured = captured;
        this.splicer = new SourceSplicer(lowering, path, Map.of());
        if (tree.getKind() != Tree.Kind.CLASS || tree.getExtendsClause() != null) {
            throw LocalTypes.refused(
                    tree, "captures the variable '" + captured.get(0).name() + "' and extends a class");
        }
    }

    private static String name(Variable variable) {
        return PREFIX + variable.name().replaceAll("\\W", "\\$");
    }

    private String parentName() {
        return "$Captured$" + tree.getSimpleName();
    }

    private String parameters() {
        return captured.stream()
                .map(variable -> variable.typeText() + " " + name(variable))
                .collect(Collectors.joining(", "));
    }

    private String arguments() {
        return captured.stream().map(CapturingClass::name).collect(Collectors.joining(", "));
    }

    /** The class that keeps the values. */
    String parent() {
        StringBuilder text = new StringBuilder();
        boolean generic = !source.owner().getTypeParameters().isEmpty()
                || !source.task().method().getTypeParameters().isEmpty();
        text.append(generic ? "" : "static ")
                .append("class ")
                .append(parentName())
                .append(" { ");
        captured.forEach(variable -> text.append("final ")
                .append(variable.typeText())
                .append(' ')
                .append(name(variable))
                .append("; "));
        text.append(parentName()).append('(').append(parameters()).append(") { ");
        captured.forEach(variable -> text.append("this.")
                .append(name(variable))
                .append(" = ")
                .append(name(variable))
                .append("; "));
        return text.append("} } ").toString();
    }

    /** The class itself, in which captured variables are fields. */
    Code text() {
        int brace = brace();
        String implemented = "implements";
        int extended = tree.getImplementsClause().isEmpty()
                ? brace
                : source.unit()
                        .text()
                        .lastIndexOf(
                                implemented,
                                source.start(tree.getImplementsClause().get(0)));
        splicer.insert(extended, "extends " + parentName() + " ");
        boolean constructed = false;
        for (Tree member : tree.getMembers()) {
            if (member instanceof MethodTree method
                    && method.getName().contentEquals("<init>")
                    && !source.synthetic(method)) {
                constructor(method);
                constructed = true;
            }
        }
        if (!constructed) {
            splicer.insert(
                    brace + 1, " " + tree.getSimpleName() + "(" + parameters() + ") { super(" + arguments() + "); }");
        }
        return asFields(splicer.splice());
    }

    private int brace() {
        int from = source.end(tree.getModifiers()) < 0 ? source.start(tree) : source.end(tree.getModifiers());
        for (Tree part : tree.getTypeParameters()) {
            from = source.end(part);
        }
        for (Tree part : tree.getImplementsClause()) {
            from = source.end(part);
        }
        return source.unit().text().indexOf('{', from);
    }

    private void constructor(MethodTree method) {
        int from = source.end(method.getModifiers()) < 0 ? source.start(method) : source.end(method.getModifiers());
        splicer.insert(
                source.unit().text().indexOf('(', from) + 1,
                parameters() + (method.getParameters().isEmpty() ? "" : ", "));
        MethodInvocationTree explicit = explicit(method.getBody().getStatements());
        if (explicit == null) {
            splicer.insert(source.start(method.getBody()) + 1, " super(" + arguments() + ");");
        } else {
            splicer.insert(
                    source.arguments(explicit),
                    arguments() + (explicit.getArguments().isEmpty() ? "" : ", "));
        }
    }

    private @Nullable MethodInvocationTree explicit(List<? extends StatementTree> statements) {
        return !statements.isEmpty()
                        && statements.get(0) instanceof ExpressionStatementTree statement
                        && !source.synthetic(statement)
                        && statement.getExpression() instanceof MethodInvocationTree call
                        && call.getMethodSelect() instanceof IdentifierTree name
                        && (name.getName().contentEquals("this")
                                || name.getName().contentEquals("super"))
                ? call
                : null;
    }

    private Code asFields(Code code) {
        Code text = new Code();
        for (Code.Part part : code.parts()) {
            if (part instanceof Code.Use use && captured.contains(use.variable())) {
                text.add(name(use.variable()));
            } else {
                text.add(part);
            }
        }
        return text;
    }
}
