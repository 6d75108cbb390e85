package dev.fermata.processor.lower;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import dev.fermata.Durable;
import dev.fermata.Step;
import dev.fermata.Suspends;
import dev.fermata.Task;
import dev.fermata.processor.FermataProcessor;
import dev.fermata.processor.diagnostic.Refusal;
import dev.fermata.processor.model.AttributedTask;
import dev.fermata.processor.model.AttributedUnit;
import dev.fermata.processor.model.CompiledTask;
import dev.fermata.processor.model.Suspensions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
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
            if (member instanceof ExecutableElement method && isCompiled(method)) {
                AttributedTask task = new AttributedTask(
                        unit,
                        method.getAnnotation(Task.class) == null
                                ? ""
                                : method.getSimpleName().toString(),
                        unit.elements().getBinaryName(type).toString().replaceFirst("^.*\\.", "") + "$"
                                + method.getSimpleName(),
                        type,
                        method,
                        unit.trees().getPath(method),
                        found -> kind(unit, found));
                boolean silent = method.getAnnotation(SuppressWarnings.class) != null;
                MachineCompiler.compile(task, refusal -> {
                            if (!silent || !refusal.isWarning()) {
                                refusals.add(describe(unit, refusal));
                            }
                        })
                        .ifPresent(tasks::add);
            }
        }
        return new Sample(owner, unit.text(), tasks, refusals);
    }

    private static boolean isCompiled(ExecutableElement method) {
        return method.getAnnotation(Task.class) != null || method.getAnnotation(Suspends.class) != null;
    }

    private static String describe(AttributedUnit unit, Refusal refusal) {
        return unit.line(refusal.at()) + " " + refusal.getMessage();
    }

    private static Suspensions.Kind kind(AttributedUnit unit, ExecutableElement method) {
        if (method.getAnnotation(Task.class) != null) {
            return Suspensions.Kind.TASK;
        }
        if (method.getAnnotation(Suspends.class) != null) {
            return String.valueOf(method.getEnclosingElement()).equals(Durable.class.getName())
                    ? Suspensions.Kind.valueOf(method.getSimpleName().toString().toUpperCase(Locale.ROOT))
                    : Suspensions.Kind.HELPER;
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

    private static String annotations() {
        try {
            return Path.of(Task.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Compiles the user's text with the processor, every warning an error. */
    static ClassLoader compile(Sample sample, String release) {
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        InMemoryFiles files = new InMemoryFiles(JAVAC.getStandardFileManager(null, null, null));
        // the class path of the tests holds the other samples as resources, which javac would take for sources
        List<String> options = List.of(
                "-Xlint:all,-processing,-auxiliaryclass",
                "-Werror",
                "-parameters",
                "--release",
                release,
                "-classpath",
                annotations());
        JavaCompiler.CompilationTask javac = JAVAC.getTask(
                null, files, problems, options, null, List.of(InMemoryFiles.source(sample.owner(), sample.text())));
        javac.setProcessors(List.of(new FermataProcessor()));
        if (!javac.call()) {
            StringBuilder message = new StringBuilder();
            problems.getDiagnostics().forEach(problem -> message.append(problem).append('\n'));
            sample.tasks().forEach(task -> message.append(task.source()).append('\n'));
            throw new AssertionError(message.toString());
        }
        return files.loader();
    }
}
