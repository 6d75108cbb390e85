package dev.fermata.processor.lower;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.IntersectionType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Types;

/**
 * Tells whether branches may share an object, as far as its type says. Values of the platform, enums, and the user's records
 * and classes with nothing but final fields of such types never change. Collections of them may be read.
 */
final class SharedTypes {

    private static final Set<String> VALUES = Set.of(
            "java.lang.String",
            "java.lang.Boolean",
            "java.lang.Character",
            "java.lang.Byte",
            "java.lang.Short",
            "java.lang.Integer",
            "java.lang.Long",
            "java.lang.Float",
            "java.lang.Double",
            "java.lang.Void",
            "java.math.BigDecimal",
            "java.math.BigInteger",
            "java.util.UUID",
            "java.util.Locale",
            "java.util.Currency",
            "java.util.OptionalInt",
            "java.util.OptionalLong",
            "java.util.OptionalDouble",
            "java.net.URI");

    private static final List<String> COLLECTIONS = List.of("java.util.Collection", "java.util.Map");

    private final TaskSource source;
    private final Types types;
    private final Set<String> open = new HashSet<>();

    SharedTypes(TaskSource source) {
        this.source = source;
        this.types = source.unit().types();
    }

    boolean isCollection(TypeMirror type) {
        return COLLECTIONS.stream().anyMatch(name -> source.as(type, name) != null);
    }

    /** A collection of the platform, of objects that never change. */
    boolean isReadable(TypeMirror type) {
        return type instanceof DeclaredType declared
                && isCollection(type)
                && name(declared).startsWith("java.util.")
                && !declared.getTypeArguments().isEmpty()
                && declared.getTypeArguments().stream().allMatch(this::isPart);
    }

    /** Part of something immutable, which may be a collection nobody is to change. */
    private boolean isPart(TypeMirror type) {
        return isImmutable(type) || isReadable(type);
    }

    boolean isImmutable(TypeMirror type) {
        if (type.getKind().isPrimitive()) {
            return true;
        }
        if (type instanceof WildcardType wildcard) {
            return wildcard.getExtendsBound() != null && isPart(wildcard.getExtendsBound());
        }
        if (type.getKind() == TypeKind.TYPEVAR) {
            return isPart(((TypeVariable) type).getUpperBound());
        }
        if (type.getKind() == TypeKind.INTERSECTION) {
            return ((IntersectionType) type).getBounds().stream().anyMatch(this::isImmutable);
        }
        if (type.getKind() != TypeKind.DECLARED) {
            return false;
        }
        DeclaredType declared = (DeclaredType) type;
        String name = name(declared);
        if (VALUES.contains(name)
                || name.startsWith("java.time.")
                || declared.asElement().getKind() == ElementKind.ENUM) {
            return true;
        }
        if (name.equals("java.util.Optional")) {
            return declared.getTypeArguments().stream().allMatch(this::isPart);
        }
        return !name.startsWith("java.") && !name.startsWith("javax.") && isImmutableClass(declared);
    }

    /** An object without an identity of its own: a value of the platform, or a record. */
    boolean isValue(TypeMirror type) {
        return type instanceof DeclaredType declared
                && type.getKind() == TypeKind.DECLARED
                && declared.asElement().getKind() != ElementKind.ENUM
                && (VALUES.contains(name(declared))
                        || name(declared).startsWith("java.time.")
                        || name(declared).equals("java.util.Optional")
                        || declared.asElement().getKind() == ElementKind.RECORD);
    }

    private static String name(DeclaredType type) {
        return ((TypeElement) type.asElement()).getQualifiedName().toString();
    }

    /** A type that is asked about inside itself is what the rest of it is. */
    private boolean isImmutableClass(DeclaredType type) {
        if (!open.add(type.toString())) {
            return true;
        }
        try {
            TypeElement element = (TypeElement) type.asElement();
            Set<Modifier> modifiers = element.getModifiers();
            if (modifiers.contains(Modifier.SEALED)
                    && (modifiers.contains(Modifier.ABSTRACT) || isInterface(element))) {
                return element.getPermittedSubclasses().stream().allMatch(this::isImmutable)
                        && hasImmutableFields(type, element);
            }
            return !isInterface(element) && hasImmutableFields(type, element);
        } finally {
            open.remove(type.toString());
        }
    }

    private static boolean isInterface(TypeElement element) {
        return element.getKind().isInterface();
    }

    private boolean hasImmutableFields(DeclaredType type, TypeElement element) {
        for (VariableElement field : ElementFilter.fieldsIn(element.getEnclosedElements())) {
            boolean ofClass = field.getModifiers().contains(Modifier.STATIC);
            if (!ofClass && !(field.getModifiers().contains(Modifier.FINAL) && isPart(types.asMemberOf(type, field)))) {
                return false;
            }
        }
        TypeMirror parent = element.getSuperclass();
        return element.getKind() == ElementKind.RECORD
                || parent.getKind() == TypeKind.NONE
                || name((DeclaredType) parent).equals("java.lang.Object")
                || isImmutable(types.directSupertypes(type).get(0));
    }
}
