package dev.fermata.testing.fuzz;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * Smaller texts of a program: without a statement, with a statement in place of the one around it, with an operand or a
 * literal in place of an expression. Which of them are Java is for the compiler to say.
 */
final class Reductions extends TreeScanner<@Nullable Void, @Nullable Void> {

    private static final List<String> LITERALS = List.of("0", "true", "\"\"", "n");

    private final String task;
    private final String text;
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final Set<String> smaller = new LinkedHashSet<>();

    private Reductions(Program program, CompilationUnitTree unit, SourcePositions positions) {
        this.task = program.name();
        this.text = program.text();
        this.unit = unit;
        this.positions = positions;
    }

    /** The smallest first. */
    static List<String> of(Program program) {
        JavacTask parser = (JavacTask) ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, said -> {}, List.of("-proc:none"), null, List.of(file(program)));
        try {
            CompilationUnitTree unit = parser.parse().iterator().next();
            Reductions reductions =
                    new Reductions(program, unit, Trees.instance(parser).getSourcePositions());
            reductions.scan(unit, null);
            List<String> texts = new ArrayList<>(reductions.smaller);
            texts.removeIf(one -> one.length() > program.text().length());
            texts.sort(Comparator.comparingInt(String::length));
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JavaFileObject file(Program program) {
        return new SimpleJavaFileObject(URI.create("memory:///" + program.path()), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return program.text();
            }
        };
    }

    private int start(Tree tree) {
        return (int) positions.getStartPosition(unit, tree);
    }

    private int end(Tree tree) {
        return (int) positions.getEndPosition(unit, tree);
    }

    private void replace(Tree tree, String replacement) {
        int from = start(tree);
        int to = end(tree);
        if (from >= 0 && to > from) {
            smaller.add(text.substring(0, from) + replacement + text.substring(to));
        }
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
        // annotations, types and parameters stay
        return scan(method.getBody(), null);
    }

    @Override
    public @Nullable Void scan(@Nullable Tree tree, @Nullable Void nothing) {
        if (tree instanceof StatementTree && !(tree instanceof CaseTree)) {
            statement(tree);
        } else if (tree instanceof CaseTree) {
            replace(tree, "");
        } else if (tree instanceof ExpressionTree) {
            expression(tree);
        }
        return super.scan(tree, null);
    }

    /** A loop keeps what ends it. */
    private void statement(Tree tree) {
        if (tree instanceof ClassTree type && type.getSimpleName().contentEquals(task)) {
            return;
        }
        if (tree instanceof ExpressionStatementTree call
                && call.getExpression().toString().equals("tick()")) {
            return;
        }
        if (!(tree instanceof BlockTree)) {
            replace(tree, "");
        }
        for (Tree inner : children(tree)) {
            if (inner instanceof StatementTree && !(inner instanceof CaseTree)) {
                replace(tree, text.substring(start(inner), end(inner)));
            } else if (inner instanceof CaseTree one && one.getStatements() != null) {
                one.getStatements().forEach(part -> replace(tree, text.substring(start(part), end(part))));
            } else if (inner instanceof CaseTree rule && rule.getBody() instanceof StatementTree body) {
                replace(tree, text.substring(start(body), end(body)));
            }
        }
    }

    private void expression(Tree tree) {
        if (tree instanceof IdentifierTree name) {
            variable(name);
            return;
        }
        if (tree instanceof LiteralTree) {
            return;
        }
        for (Tree inner : children(tree)) {
            if (inner instanceof ExpressionTree && start(inner) >= 0 && end(inner) > start(inner)) {
                replace(tree, text.substring(start(inner), end(inner)));
            }
        }
        LITERALS.forEach(literal -> replace(tree, literal));
    }

    /** Its declaration may go then. */
    private void variable(IdentifierTree name) {
        if (Character.isLowerCase(name.getName().charAt(0)) && !name.getName().contentEquals("this")) {
            replace(name, "0");
        }
    }

    private static List<Tree> children(Tree tree) {
        List<Tree> children = new ArrayList<>();
        tree.accept(
                new TreeScanner<@Nullable Void, @Nullable Void>() {
                    @Override
                    public @Nullable Void scan(@Nullable Tree inner, @Nullable Void nothing) {
                        if (inner != null) {
                            children.add(inner);
                        }
                        return null;
                    }
                },
                null);
        return children;
    }
}
