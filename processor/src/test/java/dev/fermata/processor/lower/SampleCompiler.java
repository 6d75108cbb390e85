package dev.fermata.processor.lower;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import dev.fermata.Step;
import dev.fermata.Suspends;
import dev.fermata.Task;
import dev.fermata.processor.diagnostic.Refusal;
import dev.fermata.processor.model.AttributedTask;
import dev.fermata.processor.model.AttributedUnit;
import dev.fermata.processor.model.CompiledTask;
import dev.fermata.processor.model.Suspensions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** Attributes a source text as the front end does, without a processor, and compiles its tasks. */
final class SampleCompiler {

    /** @param owner qualified name of the class that holds the tasks */
    record Sample(String owner, String text, List<CompiledTask> tasks, List<String> refusals) {}

    private static final JavaCompiler JAVAC = ToolProvider.getSystemJavaCompiler();

    private SampleCompiler() {}

    static Sample lower(String owner, String text) {
        try {
            JavacTask javac = (JavacTask) JAVAC.getTask(
                    null, null, null, List.of("-proc:none"), null, List.of(InMemoryFiles.source(owner, text)));
            CompilationUnitTree tree = javac.parse().iterator().next();
            Set<VariableTree> untyped = Collections.newSetFromMap(new IdentityHashMap<>());
            new TreeScanner<@Nullable Void, @Nullable Void>() {
                @Override
                public @Nullable Void visitVariable(VariableTree variable, @Nullable Void unused) {
                    if (variable.getType() == null) {
                        untyped.add(variable);
                    }
                    return super.visitVariable(variable, unused);
                }
            }.scan(tree, null);
            javac.analyze();
            AttributedUnit unit = new AttributedUnit(
                    tree, text, Trees.instance(javac), javac.getTypes(), javac.getElements(), untyped);
            return lower(unit, owner);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Sample lower(AttributedUnit unit, String owner) {
        TypeElement type = unit.elements().getTypeElement(owner);
        List<CompiledTask> tasks = new ArrayList<>();
        List<String> refusals = new ArrayList<>();
        for (Element member : type.getEnclosedElements()) {
            if (member instanceof ExecutableElement method && method.getAnnotation(Task.class) != null) {
                AttributedTask task = new AttributedTask(
                        unit,
                        method.getSimpleName().toString(),
                        unit.elements().getBinaryName(type).toString().replaceFirst("^.*\\.", "") + "$"
                                + method.getSimpleName(),
                        type,
                        method,
                        unit.trees().getPath(method),
                        found -> kind(unit, found));
                MachineCompiler.compile(task, refusal -> refusals.add(describe(unit, refusal)))
                        .ifPresent(tasks::add);
            }
        }
        return new Sample(owner, unit.text(), tasks, refusals);
    }

    private static String describe(AttributedUnit unit, Refusal refusal) {
        return unit.line(refusal.at()) + " " + refusal.getMessage();
    }

    private static Suspensions.Kind kind(AttributedUnit unit, ExecutableElement method) {
        if (method.getAnnotation(Task.class) != null) {
            return Suspensions.Kind.TASK;
        }
        if (method.getAnnotation(Suspends.class) != null) {
            return method.getSimpleName().contentEquals("sleep") ? Suspensions.Kind.SLEEP : Suspensions.Kind.HELPER;
        }
        return method.getEnclosingElement() instanceof TypeElement type && isStep(unit, method, type)
                ? Suspensions.Kind.STEP
                : Suspensions.Kind.NONE;
    }

    private static boolean isStep(AttributedUnit unit, ExecutableElement method, TypeElement type) {
        if (method.getAnnotation(Step.class) != null) {
            return true;
        }
        for (TypeMirror parent : unit.types().directSupertypes(type.asType())) {
            TypeElement element = (TypeElement) unit.types().asElement(parent);
            for (Element member : element.getEnclosedElements()) {
                if (member instanceof ExecutableElement other
                        && unit.elements().overrides(method, other, type)
                        && isStep(unit, other, element)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Compiles the user's text and the machines, with every warning an error. */
    static ClassLoader compile(Sample sample, String release) {
        Map<String, String> sources = new HashMap<>();
        sources.put(sample.owner(), sample.text());
        String home = sample.owner().substring(0, sample.owner().lastIndexOf('.') + 1);
        for (CompiledTask task : sample.tasks()) {
            sources.put(home + task.task().machineName(), task.source());
        }
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        InMemoryFiles files = new InMemoryFiles(JAVAC.getStandardFileManager(null, null, null));
        List<JavaFileObject> units = new ArrayList<>();
        sources.forEach((name, text) -> units.add(InMemoryFiles.source(name, text)));
        List<String> options = List.of("-proc:none", "-Xlint:all", "-Werror", "-parameters", "--release", release);
        boolean clean =
                JAVAC.getTask(null, files, problems, options, null, units).call();
        if (!clean) {
            StringBuilder message = new StringBuilder();
            problems.getDiagnostics().forEach(problem -> message.append(problem).append('\n'));
            sample.tasks().forEach(task -> message.append(task.source()).append('\n'));
            throw new AssertionError(message.toString());
        }
        return files.loader();
    }
}
