package dev.fermata.testing.differential;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** A source file with task methods, any of which can be blanked out without moving the others. */
public final class TaskSource {

    private record Span(int start, int end) {}

    private final String path;
    private final String text;
    private final Map<String, Span> tasks;

    private TaskSource(String path, String text, Map<String, Span> tasks) {
        this.path = path;
        this.text = text;
        this.tasks = tasks;
    }

    /** @param path such as {@code app/OrderTasks.java} */
    public static TaskSource of(String path, String text) {
        JavacTask parser = (JavacTask) ToolProvider.getSystemJavaCompiler()
                .getTask(
                        null, null, diagnostic -> {}, List.of("-proc:none"), null, List.of(new SourceText(path, text)));
        try {
            CompilationUnitTree unit = parser.parse().iterator().next();
            Finder finder = new Finder(unit, Trees.instance(parser).getSourcePositions());
            finder.scan(unit, null);
            return new TaskSource(path, text, finder.found);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String path() {
        return path;
    }

    /** Ids of its tasks in the order of the text. */
    public Set<String> taskIds() {
        return tasks.keySet();
    }

    /** The text in which only the tasks that {@code kept} accepts are left; lines keep their numbers. */
    public Map<String, String> only(Predicate<String> kept) {
        char[] blanked = text.toCharArray();
        tasks.forEach((id, span) -> {
            if (!kept.test(id)) {
                for (int i = span.start; i < span.end; i++) {
                    blanked[i] = blanked[i] == '\n' ? '\n' : ' ';
                }
            }
        });
        return Map.of(path, new String(blanked));
    }

    private static final class Finder extends TreeScanner<@Nullable Void, @Nullable Void> {

        final Map<String, Span> found = new LinkedHashMap<>();
        private final CompilationUnitTree unit;
        private final SourcePositions positions;

        Finder(CompilationUnitTree unit, SourcePositions positions) {
            this.unit = unit;
            this.positions = positions;
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
            for (AnnotationTree annotation : method.getModifiers().getAnnotations()) {
                if (annotation.getAnnotationType().toString().equals("Task")) {
                    Span span = new Span((int) positions.getStartPosition(unit, method), (int)
                            positions.getEndPosition(unit, method));
                    if (found.put(id(annotation), span) != null) {
                        throw new IllegalArgumentException("two tasks with id " + id(annotation));
                    }
                }
            }
            return super.visitMethod(method, null);
        }

        private static String id(AnnotationTree annotation) {
            for (ExpressionTree argument : annotation.getArguments()) {
                if (argument instanceof AssignmentTree assignment
                        && assignment.getVariable().toString().equals("id")
                        && assignment.getExpression() instanceof LiteralTree literal) {
                    return String.valueOf(literal.getValue());
                }
            }
            throw new IllegalArgumentException("no literal id in " + annotation);
        }
    }
}
