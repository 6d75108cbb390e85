package dev.fermata.processor.tree;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.OptionalInt;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;
import org.jspecify.annotations.Nullable;

/**
 * javac, on the command line or under a build tool. Its trees are read only as parsed: asking them for a type or symbol
 * inside a body would attribute the user's own trees and break the compilation that follows.
 */
final class JavacHost extends CompilerHost {

    private final ProcessingEnvironment unwrapped;
    private final Trees trees;

    JavacHost(ProcessingEnvironment environment, ProcessingEnvironment unwrapped, Trees trees) {
        super(environment);
        this.unwrapped = unwrapped;
        this.trees = trees;
    }

    @Override
    ProcessingEnvironment reading() {
        return unwrapped;
    }

    @Override
    public boolean readsSources() {
        return true;
    }

    @Override
    public boolean isSource(TypeElement type) {
        return trees.getTree(type) != null;
    }

    @Override
    Optional<SourceText> source(TypeElement type) {
        TreePath path = trees.getPath(type);
        if (path == null) {
            return Optional.empty();
        }
        JavaFileObject file = path.getCompilationUnit().getSourceFile();
        try {
            String name = file.getName().replace('\\', '/');
            return Optional.of(new SourceText(
                    file.toUri(),
                    name.substring(name.lastIndexOf('/') + 1),
                    file.getCharContent(true).toString()));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file.getName() + " again", e);
        }
    }

    @Override
    public OptionalInt line(Element element, @Nullable AnnotationMirror annotation, @Nullable AnnotationValue value) {
        TreePath path = trees.getPath(element, annotation, value);
        if (path == null) {
            path = trees.getPath(element);
        }
        if (path == null) {
            return OptionalInt.empty();
        }
        CompilationUnitTree unit = path.getCompilationUnit();
        long start = DiagnosticPosition.of(path.getLeaf(), unit, trees.getSourcePositions());
        return start < 0
                ? OptionalInt.empty()
                : OptionalInt.of((int) unit.getLineMap().getLineNumber(start));
    }

    @Override
    public void print(Diagnostic.Kind kind, String message, Element element, Span span) {
        TreePath path = trees.getPath(element);
        Tree tree = path == null ? null : find(path.getCompilationUnit(), span);
        if (path == null || tree == null) {
            print(kind, message, element, null, null);
        } else {
            trees.printMessage(kind, message, tree, path.getCompilationUnit());
        }
    }

    private @Nullable Tree find(CompilationUnitTree unit, Span span) {
        SourcePositions positions = trees.getSourcePositions();
        return new TreeScanner<@Nullable Tree, @Nullable Void>() {
            private @Nullable Tree found;

            @Override
            public @Nullable Tree scan(@Nullable Tree tree, @Nullable Void none) {
                if (tree != null && found == null) {
                    if (positions.getStartPosition(unit, tree) == span.start()
                            && positions.getEndPosition(unit, tree) == span.end()
                            && tree.getKind() == span.kind()) {
                        found = tree;
                    } else {
                        super.scan(tree, null);
                    }
                }
                return found;
            }
        }.scan(unit, null);
    }
}
