package dev.fermata.processor.tree;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import dev.fermata.processor.model.AttributedUnit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * Fully typed copies of the files that hold task classes, made by a javac of our own from the text of the files and the
 * signatures that the user's compiler knows. The user's trees are never attributed: doing so leaves synthetic nodes in
 * them that break the compilation afterwards. One javac serves all classes of a round.
 */
public final class IsolatedAttribution implements AutoCloseable {

    private final StandardJavaFileManager files;
    private final List<AttributedClass> classes = new ArrayList<>();

    private IsolatedAttribution(StandardJavaFileManager files) {
        this.files = files;
    }

    /** Attributes the files of some classes of the current round; what leads to errors is looked at thoroughly. */
    public static IsolatedAttribution of(CompilerHost host, Collection<TypeElement> taskClasses) {
        IsolatedAttribution quick = quick(host, taskClasses);
        return quick == null ? of(host, taskClasses, true) : quick;
    }

    /** Null if there are errors, or if javac does not outlive those that come of a quick look. */
    private static @Nullable IsolatedAttribution quick(CompilerHost host, Collection<TypeElement> taskClasses) {
        try {
            IsolatedAttribution quick = of(host, taskClasses, false);
            if (quick.classes.stream().allMatch(type -> type.errors().isEmpty())) {
                return quick;
            }
            quick.close();
        } catch (IllegalStateException javac) {
            // What analyze() makes of javac's own errors, like "isSubtype UNKNOWN" of 17. The thorough look meets it
            // again if the user's text is the cause.
        }
        return null;
    }

    private static IsolatedAttribution of(CompilerHost host, Collection<TypeElement> taskClasses, boolean thorough) {
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        IsolatedAttribution attribution =
                new IsolatedAttribution(javac.getStandardFileManager(diagnostics, null, null));
        try {
            attribution.attribute(host, javac, diagnostics, UserFile.of(host, javac, taskClasses), thorough);
            return attribution;
        } catch (IOException e) {
            attribution.close();
            throw new UncheckedIOException("Cannot attribute " + taskClasses, e);
        } catch (RuntimeException | Error e) {
            attribution.close();
            throw e;
        }
    }

    public List<AttributedClass> classes() {
        return Collections.unmodifiableList(classes);
    }

    /** Releases the class files; nothing of the attribution may be used afterwards. */
    @Override
    public void close() {
        try {
            files.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot close the class files of the attribution", e);
        }
    }

    private void attribute(
            CompilerHost host,
            JavaCompiler javac,
            DiagnosticCollector<JavaFileObject> diagnostics,
            List<UserFile> userFiles,
            boolean thorough)
            throws IOException {
        if (userFiles.isEmpty()) {
            return;
        }
        BridgeFileManager bridge = new BridgeFileManager(
                files,
                host,
                host.elements().getModuleOf(userFiles.get(0).types().get(0)),
                UserFile.declaredIn(userFiles),
                thorough,
                new StubPrinter(host.elements()));
        JavacTask task = (JavacTask) javac.getTask(
                Writer.nullWriter(),
                bridge,
                diagnostics,
                options(host),
                null,
                userFiles.stream().map(UserFile::source).toList());
        Map<URI, AttributedUnit> units = new HashMap<>();
        Map<URI, UserFile> bySource = new HashMap<>();
        userFiles.forEach(file -> bySource.put(file.source().toUri(), file));
        for (CompilationUnitTree tree : task.parse()) {
            URI uri = tree.getSourceFile().toUri();
            UserFile file = Objects.requireNonNull(bySource.get(uri));
            // before the analysis, which gives those variables a type tree that nobody wrote
            Set<VariableTree> untyped = untyped(tree);
            units.put(
                    uri,
                    new AttributedUnit(
                            tree,
                            file.patched().text(),
                            Trees.instance(task),
                            task.getTypes(),
                            task.getElements(),
                            untyped));
        }
        task.analyze();
        for (UserFile file : userFiles) {
            AttributedUnit unit = units.get(file.source().toUri());
            if (unit != null) {
                add(file, unit, errors(diagnostics, file.source().toUri(), file.patched()));
            }
        }
    }

    private void add(UserFile file, AttributedUnit unit, List<Diagnostic<?>> errors) {
        for (TypeElement type : file.types()) {
            TypeElement copy =
                    unit.elements().getTypeElement(type.getQualifiedName().toString());
            if (copy != null) {
                classes.add(new AttributedClass(type, copy, unit, file.patched(), errors));
            }
        }
    }

    static List<String> options(CompilerHost host) {
        String level = host.environment().getSourceVersion().name().substring("RELEASE_".length());
        List<String> options = new ArrayList<>(
                List.of("-proc:none", "-implicit:none", "-nowarn", "-Xlint:none", "-source", level, "-target", level));
        // beyond the default of 100 errors, those of the user's text could be lost behind those of stubs
        Collections.addAll(options, "-Xmaxerrs", "100000");
        if (host.environment().isPreviewEnabled()) {
            options.add("--enable-preview");
        }
        return options;
    }

    /** What javac says about the user's text; errors in stubs and in inserted members are none of the user's. */
    private static List<Diagnostic<?>> errors(
            DiagnosticCollector<JavaFileObject> diagnostics, URI uri, PatchedText text) {
        List<Diagnostic<?>> errors = new ArrayList<>();
        for (Diagnostic<? extends JavaFileObject> diagnostic : diagnostics.getDiagnostics()) {
            JavaFileObject source = diagnostic.getSource();
            if (diagnostic.getKind() == Diagnostic.Kind.ERROR
                    && (source == null || source.toUri().equals(uri))
                    && !text.isInserted((int) diagnostic.getPosition())) {
                errors.add(diagnostic);
            }
        }
        return errors;
    }

    private static Set<VariableTree> untyped(CompilationUnitTree tree) {
        Set<VariableTree> untyped = Collections.newSetFromMap(new IdentityHashMap<>());
        new TreeScanner<@Nullable Void, @Nullable Void>() {
            @Override
            public @Nullable Void visitVariable(VariableTree variable, @Nullable Void none) {
                if (variable.getType() == null) {
                    untyped.add(variable);
                }
                return super.visitVariable(variable, null);
            }
        }.scan(tree, null);
        return untyped;
    }
}
