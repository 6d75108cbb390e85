package dev.fermata.processor.tree;

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
 * A compiler without {@code com.sun.source} trees (ECJ). Sources can be read from JDK 18 on. It reports at the method, not
 * inside it.
 */
final class ElementsHost extends CompilerHost {

    ElementsHost(ProcessingEnvironment environment) {
        super(environment);
    }

    @Override
    public boolean readsSources() {
        return FileObjects.available();
    }

    @Override
    public boolean isSource(TypeElement type) {
        return file(type).isPresent();
    }

    @Override
    Optional<SourceText> source(TypeElement type) {
        return file(type).map(file -> {
            String name = file.getName().replace('\\', '/');
            try {
                return new SourceText(
                        file.toUri(),
                        name.substring(name.lastIndexOf('/') + 1),
                        file.getCharContent(true).toString());
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot read " + name + " again", e);
            }
        });
    }

    private Optional<JavaFileObject> file(TypeElement type) {
        // ECJ answers kind OTHER for some of its source files
        return FileObjects.of(elements(), type)
                .filter(file -> file.getKind() == JavaFileObject.Kind.SOURCE
                        || file.getName().endsWith(".java"));
    }

    @Override
    public OptionalInt line(Element element, @Nullable AnnotationMirror annotation, @Nullable AnnotationValue value) {
        return OptionalInt.empty();
    }

    @Override
    public void print(Diagnostic.Kind kind, String message, Element element, Span span) {
        print(kind, message, element, null, null);
    }
}
