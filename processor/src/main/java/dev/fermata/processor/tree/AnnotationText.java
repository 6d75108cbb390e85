package dev.fermata.processor.tree;

import java.util.List;
import java.util.stream.Collectors;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.SimpleAnnotationValueVisitor14;

/** Prints the annotations that the isolated attribution must see on a stub: ours, and what governs annotations. */
final class AnnotationText extends SimpleAnnotationValueVisitor14<String, Void> {

    private final Elements elements;

    AnnotationText(Elements elements) {
        this.elements = elements;
    }

    /** The relevant annotations of an element, each followed by a space. */
    String of(Element element) {
        StringBuilder text = new StringBuilder();
        for (AnnotationMirror annotation : element.getAnnotationMirrors()) {
            if (relevant(annotation)) {
                text.append(visitAnnotation(annotation, null)).append(' ');
            }
        }
        return text.toString();
    }

    String of(AnnotationValue value) {
        return visit(value, null);
    }

    /** Without its target or repeatability a stub of an annotation would make its uses in a task's file errors. */
    private static boolean relevant(AnnotationMirror annotation) {
        TypeElement type = (TypeElement) annotation.getAnnotationType().asElement();
        String name = type.getQualifiedName().toString();
        return name.startsWith("dev.fermata.")
                || name.startsWith("java.lang.annotation.")
                || name.equals("java.lang.FunctionalInterface");
    }

    @Override
    protected String defaultAction(Object value, Void none) {
        return elements.getConstantExpression(value);
    }

    @Override
    public String visitType(TypeMirror type, Void none) {
        return TypeText.of(type) + ".class";
    }

    @Override
    public String visitEnumConstant(VariableElement constant, Void none) {
        return TypeText.of(constant.asType()) + "." + constant.getSimpleName();
    }

    @Override
    public String visitArray(List<? extends AnnotationValue> values, Void none) {
        return values.stream().map(this::of).collect(Collectors.joining(", ", "{", "}"));
    }

    @Override
    public String visitAnnotation(AnnotationMirror annotation, Void none) {
        String name = TypeText.of(annotation.getAnnotationType());
        return annotation.getElementValues().entrySet().stream()
                .filter(entry -> entry.getKey().getKind() == ElementKind.METHOD)
                .map(entry -> entry.getKey().getSimpleName() + " = " + of(entry.getValue()))
                .collect(Collectors.joining(", ", "@" + name + "(", ")"));
    }
}
