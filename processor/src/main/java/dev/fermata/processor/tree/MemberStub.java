package dev.fermata.processor.tree;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/** Prints fields, constructors and methods of a stub, each on one line, with bodies that only satisfy the compiler. */
final class MemberStub {

    private final Elements elements;
    private final AnnotationText annotations;

    MemberStub(Elements elements, AnnotationText annotations) {
        this.elements = elements;
        this.annotations = annotations;
    }

    String of(TypeElement owner, Element member) {
        return switch (member.getKind()) {
            case FIELD -> field(owner, (VariableElement) member);
            case CONSTRUCTOR -> constructor(owner, (ExecutableElement) member);
            case METHOD -> method(owner, (ExecutableElement) member);
            default -> "";
        };
    }

    private String field(TypeElement owner, VariableElement field) {
        boolean ofInterface = owner.getKind().isInterface();
        if (owner.getKind() == ElementKind.RECORD && !field.getModifiers().contains(Modifier.STATIC)) {
            return "";
        }
        Object constant = field.getConstantValue();
        Set<Modifier> modifiers = modifiers(field);
        String initializer = "";
        if (constant != null) {
            initializer = " = (" + TypeText.of(field.asType()) + ") " + elements.getConstantExpression(constant);
        } else if (ofInterface || modifiers.contains(Modifier.FINAL)) {
            initializer = " = " + notConstant(field.asType());
        }
        return annotations.of(field) + text(modifiers) + TypeText.of(field.asType()) + " " + field.getSimpleName()
                + initializer + "; ";
    }

    private String constructor(TypeElement owner, ExecutableElement constructor) {
        boolean ofRecord = owner.getKind() == ElementKind.RECORD;
        if (owner.getKind() == ElementKind.ENUM || (ofRecord && isCanonical(owner, constructor))) {
            return "";
        }
        String body = " { throw null; } ";
        if (ofRecord) {
            body = owner.getRecordComponents().stream()
                    .map(component -> notConstant(component.asType()))
                    .collect(Collectors.joining(", ", " { this(", "); } "));
        }
        return annotations.of(constructor)
                + text(modifiers(constructor))
                + typeParameters(constructor)
                + owner.getSimpleName()
                + parameters(constructor)
                + thrown(constructor)
                + body;
    }

    private String method(TypeElement owner, ExecutableElement method) {
        if (owner.getKind() == ElementKind.ENUM && isImplicitInEnum(method)) {
            return "";
        }
        String head = TypeText.of(method.getReturnType()) + " " + method.getSimpleName();
        if (owner.getKind() == ElementKind.ANNOTATION_TYPE) {
            AnnotationValue value = method.getDefaultValue();
            return head + "()" + (value == null ? "" : " default " + annotations.of(value)) + "; ";
        }
        Set<Modifier> modifiers = modifiers(method);
        modifiers.removeAll(Set.of(Modifier.NATIVE, Modifier.SYNCHRONIZED, Modifier.STRICTFP));
        if (owner.getKind() == ElementKind.ENUM) {
            modifiers.remove(Modifier.ABSTRACT);
        }
        return annotations.of(method)
                + text(modifiers)
                + typeParameters(method)
                + head
                + parameters(method)
                + thrown(method)
                + (modifiers.contains(Modifier.ABSTRACT) ? "; " : " { throw null; } ");
    }

    static boolean isImplicitInEnum(ExecutableElement method) {
        int count = method.getParameters().size();
        return method.getModifiers().contains(Modifier.STATIC)
                && ((count == 0 && method.getSimpleName().contentEquals("values"))
                        || (count == 1
                                && method.getSimpleName().contentEquals("valueOf")
                                && TypeText.of(method.getParameters().get(0).asType())
                                        .equals("java.lang.String")));
    }

    static String recordHeader(TypeElement type) {
        boolean varargs = ElementFilter.constructorsIn(type.getEnclosedElements()).stream()
                .anyMatch(constructor -> isCanonical(type, constructor) && constructor.isVarArgs());
        List<String> components = new ArrayList<>();
        for (RecordComponentElement component : type.getRecordComponents()) {
            components.add(TypeText.of(component.asType()) + " " + component.getSimpleName());
        }
        if (varargs) {
            components.add(components.remove(components.size() - 1).replace("[] ", "... "));
        }
        return "(" + String.join(", ", components) + ")";
    }

    private static boolean isCanonical(TypeElement type, ExecutableElement constructor) {
        List<String> components = type.getRecordComponents().stream()
                .map(component -> TypeText.of(component.asType()))
                .toList();
        return components.equals(constructor.getParameters().stream()
                .map(parameter -> TypeText.of(parameter.asType()))
                .toList());
    }

    /** A value that does not turn the field that holds it into a compile-time constant. */
    private static String notConstant(TypeMirror type) {
        return type.getKind().isPrimitive() ? "(new " + TypeText.of(type) + "[1])[0]" : "null";
    }

    private static Set<Modifier> modifiers(Element element) {
        Set<Modifier> modifiers = EnumSet.noneOf(Modifier.class);
        modifiers.addAll(element.getModifiers());
        modifiers.removeAll(Set.of(Modifier.TRANSIENT, Modifier.VOLATILE));
        return modifiers;
    }

    private static String text(Set<Modifier> modifiers) {
        return modifiers.stream().map(modifier -> modifier + " ").collect(Collectors.joining());
    }

    private static String typeParameters(ExecutableElement method) {
        String parameters = TypeText.parameters(method.getTypeParameters());
        return parameters.isEmpty() ? "" : parameters + " ";
    }

    private static String parameters(ExecutableElement method) {
        List<String> parameters = new ArrayList<>();
        for (VariableElement parameter : method.getParameters()) {
            String type = TypeText.of(parameter.asType());
            boolean last = parameters.size() + 1 == method.getParameters().size();
            String spelled = last && method.isVarArgs() && parameter.asType().getKind() == TypeKind.ARRAY
                    ? type.substring(0, type.length() - 2) + "..."
                    : type;
            parameters.add(spelled + " p" + parameters.size());
        }
        return "(" + String.join(", ", parameters) + ")";
    }

    private static String thrown(ExecutableElement method) {
        return method.getThrownTypes().isEmpty()
                ? ""
                : method.getThrownTypes().stream().map(TypeText::of).collect(Collectors.joining(", ", " throws ", ""));
    }
}
