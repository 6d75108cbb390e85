package dev.fermata.processor.tree;

import dev.fermata.Durable;
import dev.fermata.Step;
import dev.fermata.Suspends;
import dev.fermata.Task;
import dev.fermata.processor.model.Suspensions;
import java.lang.annotation.Annotation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** Suspensions by annotation: a method is what it, or a method it overrides, is annotated as. */
final class StepResolver implements Suspensions {

    private final Elements elements;
    private final Types types;
    private final Map<ExecutableElement, Kind> known = new HashMap<>();

    StepResolver(Elements elements, Types types) {
        this.elements = elements;
        this.types = types;
    }

    @Override
    public Kind kindOf(ExecutableElement method) {
        return known.computeIfAbsent(method, this::resolve);
    }

    private Kind resolve(ExecutableElement method) {
        List<ExecutableElement> declarations = declarations(method);
        if (isAny(declarations, Step.class)) {
            return Kind.STEP;
        }
        if (isAny(declarations, Task.class)) {
            return Kind.TASK;
        }
        if (!isAny(declarations, Suspends.class)) {
            return Kind.NONE;
        }
        boolean primitive = method.getEnclosingElement() instanceof TypeElement owner
                && owner.getQualifiedName().contentEquals(Durable.class.getCanonicalName());
        return primitive ? primitive(method.getSimpleName().toString()) : Kind.HELPER;
    }

    private static Kind primitive(String name) {
        return switch (name) {
            case "sleep" -> Kind.SLEEP;
            case "checkpoint" -> Kind.CHECKPOINT;
            case "all" -> Kind.ALL;
            case "map" -> Kind.MAP;
            default -> throw new IllegalStateException("Durable." + name + " is unknown to this compiler");
        };
    }

    private static boolean isAny(List<ExecutableElement> declarations, Class<? extends Annotation> annotation) {
        return declarations.stream().anyMatch(declaration -> declaration.getAnnotation(annotation) != null);
    }

    /** The method and all it overrides. */
    private List<ExecutableElement> declarations(ExecutableElement method) {
        List<ExecutableElement> declarations = new ArrayList<>(List.of(method));
        if (method.getModifiers().contains(Modifier.STATIC)
                || method.getModifiers().contains(Modifier.PRIVATE)
                || !(method.getEnclosingElement() instanceof TypeElement owner)) {
            return declarations;
        }
        Set<TypeElement> seen = new HashSet<>();
        Deque<TypeMirror> open = new ArrayDeque<>(types.directSupertypes(owner.asType()));
        while (!open.isEmpty()) {
            TypeMirror next = open.pop();
            if (types.asElement(next) instanceof TypeElement type && seen.add(type)) {
                for (ExecutableElement candidate : ElementFilter.methodsIn(type.getEnclosedElements())) {
                    if (candidate.getSimpleName().equals(method.getSimpleName())
                            && elements.overrides(method, candidate, owner)) {
                        declarations.add(candidate);
                    }
                }
                open.addAll(types.directSupertypes(next));
            }
        }
        return declarations;
    }
}
