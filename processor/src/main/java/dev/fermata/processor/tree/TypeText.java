package dev.fermata.processor.tree;

import java.util.List;
import java.util.stream.Collectors;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.IntersectionType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.WildcardType;

/** Prints types as they stand in declarations: fully qualified, without annotations. */
public final class TypeText {

    private TypeText() {}

    /** A type that cannot be written down: it, or a part of it, is unresolved. */
    static final class Unresolved extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Unresolved(TypeMirror type) {
            super(type.toString(), null, false, false);
        }
    }

    public static String of(TypeMirror type) {
        return switch (type.getKind()) {
            case BOOLEAN, BYTE, SHORT, INT, LONG, CHAR, FLOAT, DOUBLE, VOID -> keyword(type.getKind());
            case ARRAY -> of(((ArrayType) type).getComponentType()) + "[]";
            case TYPEVAR -> ((TypeVariable) type).asElement().getSimpleName().toString();
            case WILDCARD -> wildcard((WildcardType) type);
            case INTERSECTION ->
                ((IntersectionType) type).getBounds().stream().map(TypeText::of).collect(Collectors.joining(" & "));
            case DECLARED -> declared((DeclaredType) type);
            default -> throw new Unresolved(type);
        };
    }

    /** {@code <A, B extends Comparable<B>>}, or nothing. */
    static String parameters(List<? extends TypeParameterElement> parameters) {
        return parameters.isEmpty()
                ? ""
                : parameters.stream().map(TypeText::parameter).collect(Collectors.joining(", ", "<", ">"));
    }

    static String keyword(TypeKind primitive) {
        return primitive.name().toLowerCase(java.util.Locale.ROOT);
    }

    private static String parameter(TypeParameterElement parameter) {
        return parameter.getSimpleName()
                + parameter.getBounds().stream().map(TypeText::of).collect(Collectors.joining(" & ", " extends ", ""));
    }

    private static String wildcard(WildcardType type) {
        if (type.getExtendsBound() != null) {
            return "? extends " + of(type.getExtendsBound());
        }
        return type.getSuperBound() == null ? "?" : "? super " + of(type.getSuperBound());
    }

    private static String declared(DeclaredType type) {
        TypeElement element = (TypeElement) type.asElement();
        String name = type.getEnclosingType() instanceof DeclaredType outer
                        && outer.getKind() == TypeKind.DECLARED
                        && !outer.getTypeArguments().isEmpty()
                ? of(outer) + "." + element.getSimpleName()
                : element.getQualifiedName().toString();
        return type.getTypeArguments().isEmpty()
                ? name
                : type.getTypeArguments().stream().map(TypeText::of).collect(Collectors.joining(", ", name + "<", ">"));
    }
}
