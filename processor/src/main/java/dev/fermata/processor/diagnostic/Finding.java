package dev.fermata.processor.diagnostic;

import java.util.List;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import org.jspecify.annotations.Nullable;

/**
 * A declaration that is refused; what is wrong inside a body is a {@link Refusal}.
 *
 * @param element where it is reported, unless more exactly at one of its annotations or a value of that
 */
public record Finding(
        Code code,
        Element element,
        @Nullable AnnotationMirror annotation,
        @Nullable AnnotationValue value,
        List<Object> arguments) {

    public Finding {
        arguments = List.copyOf(arguments);
    }

    public static Finding at(Element element, Code code, Object... arguments) {
        return new Finding(code, element, null, null, List.of(arguments));
    }
}
