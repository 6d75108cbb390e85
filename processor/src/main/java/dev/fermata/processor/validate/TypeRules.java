package dev.fermata.processor.validate;

import java.util.List;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.NestingKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** What types may stand in the signature of a task or as the result of a step. Unresolved types are javac's business. */
final class TypeRules {

    private static final List<String> NEVER_STORABLE = List.of(
            "java.util.stream.BaseStream",
            "java.util.Iterator",
            "java.util.Spliterator",
            "java.util.Enumeration",
            "java.lang.AutoCloseable",
            "java.lang.Thread",
            "java.lang.ThreadLocal",
            "java.lang.ClassLoader",
            "java.util.concurrent.locks.Lock",
            "java.util.concurrent.Future",
            "java.util.concurrent.CompletionStage",
            "java.util.concurrent.Executor");

    private final Elements elements;
    private final Types types;

    TypeRules(Elements elements, Types types) {
        this.elements = elements;
        this.types = types;
    }

    /** Why a type, or a part of it, cannot be stored. */
    Optional<String> notStorable(TypeMirror type) {
        return parts(type).stream()
                .filter(part -> part.getKind() == TypeKind.DECLARED)
                .map(this::notStorableItself)
                .flatMap(Optional::stream)
                .findFirst();
    }

    Optional<TypeMirror> typeVariable(TypeMirror type) {
        return parts(type).stream()
                .filter(part -> part.getKind() == TypeKind.TYPEVAR)
                .findFirst();
    }

    /** A class that is private, or stands in a private one. */
    Optional<TypeElement> hidden(TypeMirror type) {
        return parts(type).stream()
                .filter(part -> part.getKind() == TypeKind.DECLARED)
                .map(part -> (TypeElement) types.asElement(part))
                .filter(TypeRules::isHidden)
                .findFirst();
    }

    static boolean isHidden(TypeElement type) {
        for (Element at = type; at instanceof TypeElement; at = at.getEnclosingElement()) {
            if (at.getModifiers().contains(Modifier.PRIVATE)) {
                return true;
            }
        }
        return false;
    }

    /** A class whose objects belong to objects of the class around it. */
    static boolean isInner(TypeElement owner) {
        for (Element at = owner; at instanceof TypeElement type; at = at.getEnclosingElement()) {
            if (type.getKind() == ElementKind.CLASS
                    && type.getNestingKind() == NestingKind.MEMBER
                    && !type.getModifiers().contains(Modifier.STATIC)) {
                return true;
            }
        }
        return false;
    }

    private Optional<String> notStorableItself(TypeMirror type) {
        for (String name : NEVER_STORABLE) {
            TypeElement forbidden = elements.getTypeElement(name);
            if (forbidden != null && types.isSubtype(types.erasure(type), types.erasure(forbidden.asType()))) {
                return Optional.of("a " + forbidden.getSimpleName() + " does not outlive its process");
            }
        }
        return types.asElement(type).getAnnotation(FunctionalInterface.class) == null
                ? Optional.empty()
                : Optional.of("a function has no data");
    }

    /** The type and all types it is built of. */
    private static List<TypeMirror> parts(TypeMirror type) {
        List<TypeMirror> parts = new java.util.ArrayList<>();
        collect(type, parts);
        return parts;
    }

    private static void collect(TypeMirror type, List<TypeMirror> parts) {
        parts.add(type);
        if (type instanceof ArrayType array) {
            collect(array.getComponentType(), parts);
        } else if (type.getKind() == TypeKind.DECLARED && type instanceof DeclaredType declared) {
            declared.getTypeArguments().forEach(argument -> collect(argument, parts));
        } else if (type instanceof WildcardType wildcard) {
            if (wildcard.getExtendsBound() != null) {
                collect(wildcard.getExtendsBound(), parts);
            }
            if (wildcard.getSuperBound() != null) {
                collect(wildcard.getSuperBound(), parts);
            }
        }
    }
}
