package dev.fermata.processor.liveness;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.NestingKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Types;

/** Tells which types can never be part of a frame, and what they are. */
final class Storability {

    private static final List<String> LIVING = List.of(
            "java.util.stream.BaseStream",
            "java.util.Iterator",
            "java.util.Enumeration",
            "java.util.Spliterator",
            "java.sql.Connection",
            "java.io.InputStream",
            "java.io.OutputStream",
            "java.io.Reader",
            "java.io.Writer",
            "java.lang.AutoCloseable",
            "java.lang.Thread",
            "java.lang.ThreadLocal",
            "java.lang.Process",
            "java.lang.ClassLoader",
            "java.lang.ref.Reference",
            "java.lang.reflect.Member",
            "java.util.concurrent.locks.Lock",
            "java.util.concurrent.locks.ReadWriteLock",
            "java.util.concurrent.locks.Condition",
            "java.util.concurrent.Future",
            "java.util.concurrent.CompletionStage",
            "java.util.concurrent.Executor",
            "java.util.concurrent.Semaphore",
            "java.util.concurrent.CountDownLatch",
            "org.slf4j.Logger",
            "org.springframework.beans.factory.BeanFactory");

    private static final String SPRING_COMPONENT = "org.springframework.stereotype.Component";
    private static final Set<String> PLAIN_FUNCTIONS = Set.of("java.lang.Comparable", "java.lang.Iterable");

    private final Types types;
    private final TypeElement owner;
    private final Map<TypeElement, Set<String>> ancestries = new HashMap<>();

    Storability(Types types, TypeElement owner) {
        this.types = types;
        this.owner = owner;
    }

    /** What cannot be stored about a type, as in "a Connection"; empty when nothing speaks against it. */
    Optional<String> obstacle(TypeMirror type) {
        if (type.getKind() == TypeKind.ARRAY) {
            return obstacle(((ArrayType) type).getComponentType());
        }
        if (type.getKind() != TypeKind.DECLARED) {
            return Optional.empty();
        }
        TypeElement element = (TypeElement) ((DeclaredType) type).asElement();
        Set<String> ancestry = ancestries.computeIfAbsent(element, this::ancestry);
        for (String living : LIVING) {
            if (ancestry.contains(living)) {
                String name = living.substring(living.lastIndexOf('.') + 1);
                return Optional.of((name.matches("[AEIOU].*") ? "an " : "a ") + name);
            }
        }
        if (isFunction(element)) {
            return Optional.of("a function object");
        }
        if (element.equals(owner) || isBean(element, 0)) {
            return Optional.of("a bean");
        }
        if (element.getKind() == ElementKind.CLASS
                && element.getNestingKind() != NestingKind.TOP_LEVEL
                && !element.getModifiers().contains(Modifier.STATIC)
                && element.getNestingKind() == NestingKind.MEMBER) {
            return Optional.of("an object of an inner class, which holds on to its outer object,");
        }
        return ((DeclaredType) type)
                .getTypeArguments().stream()
                        .map(this::obstacle)
                        .flatMap(Optional::stream)
                        .findFirst();
    }

    /** Qualified names of a type and all it inherits from, found in one walk. */
    private Set<String> ancestry(TypeElement element) {
        Set<String> names = new HashSet<>();
        Deque<TypeMirror> open = new ArrayDeque<>(List.of(element.asType()));
        while (!open.isEmpty()) {
            TypeMirror next = open.pop();
            if (types.asElement(next) instanceof TypeElement type
                    && names.add(type.getQualifiedName().toString())) {
                open.addAll(type.getInterfaces());
                open.add(type.getSuperclass());
            }
        }
        return names;
    }

    private static boolean isFunction(TypeElement element) {
        return element.getKind() == ElementKind.INTERFACE
                && element.getAnnotation(FunctionalInterface.class) != null
                && !PLAIN_FUNCTIONS.contains(element.getQualifiedName().toString());
    }

    private static boolean isBean(Element element, int depth) {
        for (AnnotationMirror annotation : element.getAnnotationMirrors()) {
            TypeElement type = (TypeElement) annotation.getAnnotationType().asElement();
            if (type.getQualifiedName().contentEquals(SPRING_COMPONENT) || (depth < 3 && isBean(type, depth + 1))) {
                return true;
            }
        }
        return false;
    }
}
