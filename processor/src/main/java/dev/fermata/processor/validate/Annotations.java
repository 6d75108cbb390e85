package dev.fermata.processor.validate;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;

/** Annotations as written, so that an error can stand at the value it is about. */
final class Annotations {

    /** What task ids and step names look like: they become property names, labels and file names. */
    static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

    private Annotations() {}

    static Optional<? extends AnnotationMirror> find(Element element, Class<?> annotation) {
        return find(element, annotation.getCanonicalName());
    }

    static Optional<? extends AnnotationMirror> find(Element element, String qualifiedName) {
        return element.getAnnotationMirrors().stream()
                .filter(mirror -> ((TypeElement) mirror.getAnnotationType().asElement())
                        .getQualifiedName()
                        .contentEquals(qualifiedName))
                .findFirst();
    }

    /** A value that is written, and not a default. */
    static Optional<AnnotationValue> written(AnnotationMirror annotation, String name) {
        for (var entry : annotation.getElementValues().entrySet()) {
            ExecutableElement element = entry.getKey();
            if (element.getSimpleName().contentEquals(name)) {
                return Optional.of(entry.getValue());
            }
        }
        return Optional.empty();
    }

    /** The annotations in an array value, or the only one of it. */
    static List<AnnotationMirror> nested(AnnotationValue value) {
        if (value.getValue() instanceof AnnotationMirror single) {
            return List.of(single);
        }
        return value.getValue() instanceof List<?> values
                ? values.stream()
                        .map(element -> ((AnnotationValue) element).getValue())
                        .filter(AnnotationMirror.class::isInstance)
                        .map(AnnotationMirror.class::cast)
                        .toList()
                : List.of();
    }
}
