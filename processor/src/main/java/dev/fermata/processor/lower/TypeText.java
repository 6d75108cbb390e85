package dev.fermata.processor.lower;

import com.sun.source.tree.Tree;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.lang.model.element.NestingKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.IntersectionType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.UnionType;
import javax.lang.model.type.WildcardType;

/** Writes a type the way a declaration can name it: captured, intersection and union types become a type they fit into. */
final class TypeText {

    private static final int DEEPEST = 6;

    private static final List<String> UBIQUITOUS = List.of(
            "java.lang.Object",
            "java.lang.Record",
            "java.lang.Enum",
            "java.lang.Comparable",
            "java.lang.constant.",
            "java.io.Serializable");

    private final Tree at;
    private final String what;
    private final Function<TypeElement, String> qualifier;

    private TypeText(Tree at, String what, Function<TypeElement, String> qualifier) {
        this.at = at;
        this.what = what;
        this.qualifier = qualifier;
    }

    /**
     * @param at where to report a type that cannot be written
     * @param what the variable or expression that has the type
     */
    static String of(TypeMirror type, Tree at, String what) {
        return of(type, at, what, local -> "");
    }

    /** @param qualifier what stands before the name of a type that is declared in the task */
    static String of(TypeMirror type, Tree at, String what, Function<TypeElement, String> qualifier) {
        return new TypeText(at, what, qualifier).write(type, 0);
    }

    static boolean isCaptured(TypeMirror type) {
        return type.getKind() == TypeKind.TYPEVAR && type.toString().startsWith("capture#");
    }

    private String write(TypeMirror type, int depth) {
        if (depth > DEEPEST) {
            return "?";
        }
        if (type.getKind().isPrimitive() || type.getKind() == TypeKind.VOID) {
            return type.getKind().name().toLowerCase(Locale.ROOT);
        }
        if (type instanceof ArrayType array) {
            return write(array.getComponentType(), depth + 1) + "[]";
        }
        if (type instanceof WildcardType wildcard) {
            return wildcard(wildcard, depth);
        }
        if (type.getKind() == TypeKind.TYPEVAR) {
            TypeVariable variable = (TypeVariable) type;
            return isCaptured(type)
                    ? write(variable.getUpperBound(), depth + 1)
                    : variable.asElement().getSimpleName().toString();
        }
        if (type.getKind() == TypeKind.INTERSECTION) {
            return intersection((IntersectionType) type, depth);
        }
        if (type.getKind() == TypeKind.UNION) {
            return write(((UnionType) type).getAlternatives().get(0), depth + 1);
        }
        if (type.getKind() == TypeKind.NULL || type.getKind() == TypeKind.NONE) {
            return "java.lang.Object";
        }
        if (type.getKind() == TypeKind.DECLARED) {
            return declared((DeclaredType) type, depth);
        }
        throw new IllegalStateException("The type of '" + what + "' in " + at + " cannot be written down: " + type);
    }

    /** The first bound that tells the type apart; what every record, enum or number has too does not count. */
    private String intersection(IntersectionType type, int depth) {
        List<String> telling = telling(type, depth);
        return telling.isEmpty() ? write(type.getBounds().get(0), depth + 1) : telling.get(0);
    }

    private List<String> telling(IntersectionType type, int depth) {
        return type.getBounds().stream()
                .map(bound -> write(bound, depth + 1))
                .filter(bound -> UBIQUITOUS.stream().noneMatch(bound::startsWith))
                .toList();
    }

    /** What a variable of the type is cast to where it is read, if one bound is not enough to declare it. */
    static String cast(TypeMirror type, Tree at, String what) {
        if (type.getKind() != TypeKind.INTERSECTION) {
            return "";
        }
        List<String> telling = new TypeText(at, what, local -> "").telling((IntersectionType) type, 0);
        return telling.size() < 2 ? "" : String.join(" & ", telling);
    }

    private String wildcard(WildcardType type, int depth) {
        if (type.getExtendsBound() != null) {
            return "? extends " + write(type.getExtendsBound(), depth + 1);
        }
        return type.getSuperBound() != null ? "? super " + write(type.getSuperBound(), depth + 1) : "?";
    }

    private String declared(DeclaredType type, int depth) {
        TypeElement element = (TypeElement) type.asElement();
        if (element.getNestingKind() == NestingKind.ANONYMOUS) {
            return write(
                    element.getInterfaces().isEmpty()
                            ? element.getSuperclass()
                            : element.getInterfaces().get(0),
                    depth + 1);
        }
        String name = name(element);
        if (type.getEnclosingType() instanceof DeclaredType outer
                && !outer.getTypeArguments().isEmpty()) {
            name = write(outer, depth + 1) + "." + element.getSimpleName();
        }
        return type.getTypeArguments().isEmpty()
                ? name
                : name
                        + type.getTypeArguments().stream()
                                .map(argument -> argument(argument, depth + 1))
                                .collect(Collectors.joining(", ", "<", ">"));
    }

    /** Local types and their members have no qualified name. */
    private String name(TypeElement element) {
        if (element.getNestingKind() == NestingKind.LOCAL) {
            return qualifier.apply(element) + element.getSimpleName();
        }
        return element.getQualifiedName().isEmpty() && element.getEnclosingElement() instanceof TypeElement outer
                ? name(outer) + "." + element.getSimpleName()
                : element.getQualifiedName().toString();
    }

    private String argument(TypeMirror type, int depth) {
        if (depth > DEEPEST) {
            return "?";
        }
        if (isCaptured(type)) {
            TypeVariable variable = (TypeVariable) type;
            if (variable.getLowerBound().getKind() != TypeKind.NULL) {
                return "? super " + write(variable.getLowerBound(), depth);
            }
            String bound = write(variable.getUpperBound(), depth);
            return bound.equals("java.lang.Object") || bound.equals("?") ? "?" : "? extends " + bound;
        }
        boolean approximate = type.getKind() == TypeKind.INTERSECTION
                || (type.getKind() == TypeKind.DECLARED
                        && ((TypeElement) ((DeclaredType) type).asElement()).getNestingKind() == NestingKind.ANONYMOUS);
        return approximate ? "? extends " + write(type, depth) : write(type, depth);
    }
}
