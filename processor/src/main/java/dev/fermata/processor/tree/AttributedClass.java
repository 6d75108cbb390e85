package dev.fermata.processor.tree;

import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import dev.fermata.Task;
import dev.fermata.processor.model.AttributedTask;
import dev.fermata.processor.model.AttributedUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.NestingKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;

/** A task class in the isolated attribution: its task methods, ready to be compiled, or what is wrong with its file. */
public final class AttributedClass {

    private final TypeElement original;
    private final TypeElement copy;
    private final AttributedUnit unit;
    private final PatchedText text;
    private final List<String> errors;

    /**
     * @param original the element of the user's compilation
     * @param copy the same in the isolated attribution
     * @param errors javac's messages about the user's own text
     */
    AttributedClass(
            TypeElement original, TypeElement copy, AttributedUnit unit, PatchedText text, List<String> errors) {
        this.original = original;
        this.copy = copy;
        this.unit = unit;
        this.text = text;
        this.errors = List.copyOf(errors);
    }

    /** The class in the user's compilation. */
    public TypeElement original() {
        return original;
    }

    public AttributedUnit unit() {
        return unit;
    }

    /** What javac says about the file; as long as there is anything, its tasks cannot be compiled. */
    public List<String> errors() {
        return errors;
    }

    /** The task methods in source order. */
    public List<AttributedTask> tasks() {
        StepResolver suspensions = new StepResolver(unit.elements(), unit.types());
        Set<String> taken = new HashSet<>(Set.of("Fermata"));
        ElementFilter.typesIn(copy.getEnclosedElements())
                .forEach(nested -> taken.add(nested.getSimpleName().toString()));
        List<AttributedTask> tasks = new ArrayList<>();
        for (ExecutableElement method : ElementFilter.methodsIn(copy.getEnclosedElements())) {
            Task task = method.getAnnotation(Task.class);
            TreePath path = unit.trees().getPath(method);
            if (task != null && path != null) {
                String machine = binarySimpleName(copy) + "$" + free(method.getSimpleName(), taken);
                tasks.add(new AttributedTask(unit, task.id(), machine, copy, method, path, suspensions));
            }
        }
        return tasks;
    }

    /** The place of a tree in the user's file. */
    public Span span(Tree tree) {
        return new Span(text.original(unit.start(tree)), text.original(unit.end(tree)), tree.getKind());
    }

    /** The line that javac will name for a message at a tree. */
    public int line(Tree tree) {
        long position = DiagnosticPosition.of(tree, unit.tree(), unit.trees().getSourcePositions());
        return (int) unit.tree().getLineMap().getLineNumber(position);
    }

    /** {@code Outer$Inner}. */
    public static String binarySimpleName(TypeElement type) {
        return type.getNestingKind() == NestingKind.MEMBER && type.getEnclosingElement() instanceof TypeElement outer
                ? binarySimpleName(outer) + "$" + type.getSimpleName()
                : type.getSimpleName().toString();
    }

    /** Overloaded task methods share a name, and a nested class may have it too. */
    private static String free(CharSequence wanted, Set<String> taken) {
        String name = wanted.toString();
        for (int ordinal = 2; !taken.add(name); ordinal++) {
            name = wanted + "$" + ordinal;
        }
        return name;
    }

    /** The method of the user's compilation that a method of the copy stands for, to report at. */
    public Element original(ExecutableElement method) {
        int index = ElementFilter.methodsIn(copy.getEnclosedElements()).indexOf(method);
        List<ExecutableElement> originals = ElementFilter.methodsIn(original.getEnclosedElements());
        return index >= 0
                        && index < originals.size()
                        && originals.get(index).getSimpleName().equals(method.getSimpleName())
                ? originals.get(index)
                : original;
    }
}
