package dev.fermata.processor.tree;

import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import dev.fermata.Suspends;
import dev.fermata.Task;
import dev.fermata.processor.model.AttributedTask;
import dev.fermata.processor.model.AttributedUnit;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.NestingKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.tools.Diagnostic;

/** A task class in the isolated attribution: its task methods, ready to be compiled, or what is wrong with them. */
public final class AttributedClass {

    private final TypeElement original;
    private final TypeElement copy;
    private final AttributedUnit unit;
    private final PatchedText text;
    private final List<Diagnostic<?>> errors;

    /**
     * @param original the element of the user's compilation
     * @param copy the same in the isolated attribution
     * @param errors what javac says about the file
     */
    AttributedClass(
            TypeElement original, TypeElement copy, AttributedUnit unit, PatchedText text, List<Diagnostic<?>> errors) {
        this.original = original;
        this.copy = copy;
        this.unit = unit;
        this.text = text;
        this.errors = errors;
    }

    /**
     * Other members are compiled by the user's javac alone, and what looks wrong in them may be right there: Lombok lets
     * a method throw what it does not declare.
     */
    private boolean concerns(long position) {
        for (ExecutableElement method : ElementFilter.methodsIn(copy.getEnclosedElements())) {
            boolean compiled = method.getAnnotation(Task.class) != null || method.getAnnotation(Suspends.class) != null;
            Tree tree = compiled ? unit.trees().getTree(method) : null;
            if (tree != null && unit.start(tree) <= position && position < unit.end(tree)) {
                return true;
            }
        }
        return false;
    }

    /** The class in the user's compilation. */
    public TypeElement original() {
        return original;
    }

    public AttributedUnit unit() {
        return unit;
    }

    /** What javac says about the task methods; as long as there is anything, they cannot be compiled. */
    public List<String> errors() {
        return errors.stream()
                .filter(error -> error.getSource() == null || concerns(error.getPosition()))
                .map(AttributedClass::text)
                .toList();
    }

    List<String> errorsOfTheFile() {
        return errors.stream().map(AttributedClass::text).toList();
    }

    private static String text(Diagnostic<?> error) {
        return "line " + error.getLineNumber() + ": " + error.getMessage(null);
    }

    /** The task methods in source order, then the helpers: a new helper renames no task's machine. */
    public List<AttributedTask> tasks() {
        StepResolver suspensions = new StepResolver(unit.elements(), unit.types());
        Set<String> taken = new HashSet<>(Set.of("Fermata"));
        ElementFilter.typesIn(copy.getEnclosedElements())
                .forEach(nested -> taken.add(nested.getSimpleName().toString()));
        List<AttributedTask> tasks = new ArrayList<>();
        for (Class<? extends Annotation> role : List.of(Task.class, Suspends.class)) {
            for (ExecutableElement method : ElementFilter.methodsIn(copy.getEnclosedElements())) {
                TreePath path =
                        method.getAnnotation(role) == null ? null : unit.trees().getPath(method);
                if (path != null) {
                    Task task = method.getAnnotation(Task.class);
                    String machine = binarySimpleName(copy) + "$" + free(method.getSimpleName(), taken);
                    tasks.add(new AttributedTask(
                            unit, task == null ? "" : task.id(), machine, copy, method, path, suspensions));
                }
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
        String wanted = key(method);
        return ElementFilter.methodsIn(original.getEnclosedElements()).stream()
                .filter(candidate -> key(candidate).equals(wanted))
                .map(Element.class::cast)
                .findFirst()
                .orElse(original);
    }

    /** A name of a method of a class that is the same in each round, in the copy, and under each compiler. */
    public static String key(ExecutableElement method) {
        String name = method.getEnclosingElement() instanceof TypeElement owner
                ? owner.getQualifiedName() + "." + method.getSimpleName()
                : method.getSimpleName().toString();
        try {
            return method.getParameters().stream()
                    .map(parameter -> TypeText.of(parameter.asType()))
                    .collect(Collectors.joining(", ", name + "(", ")"));
        } catch (TypeText.Unresolved e) {
            // javac will report it; until then the number of parameters has to do
            return name + "/" + method.getParameters().size();
        }
    }
}
