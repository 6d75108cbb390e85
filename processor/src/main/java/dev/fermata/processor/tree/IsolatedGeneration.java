package dev.fermata.processor.tree;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * Class files of what is generated from a class, made by a javac of our own that sees the class's private types as
 * package-private ones. The Java language lets nobody else name them; the virtual machine knows no private classes.
 */
public final class IsolatedGeneration {

    private final CompilerHost host;
    private final TypeElement taskClass;
    private final List<JavaFileObject> units = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private final Set<URI> compiled = new HashSet<>();
    private final Map<String, byte[]> classes = new TreeMap<>();

    private IsolatedGeneration(CompilerHost host, TypeElement taskClass) {
        this.host = host;
        this.taskClass = taskClass;
    }

    /**
     * Compiles sources of one package.
     *
     * @param sources by qualified name
     * @param seen further sources by qualified name, which those mention
     * @return class files by binary name
     */
    public static Map<String, byte[]> of(
            CompilerHost host, TypeElement taskClass, Map<String, String> sources, Map<String, String> seen) {
        IsolatedGeneration generation = new IsolatedGeneration(host, taskClass);
        sources.forEach((name, text) -> generation.compiled.add(generation.unit(name, text)));
        seen.forEach(generation::unit);
        if (!generation.attempt(false).isEmpty()) {
            List<String> errors = generation.attempt(true);
            if (!errors.isEmpty()) {
                throw new IllegalStateException("what is generated does not compile: " + errors.get(0));
            }
        }
        return generation.classes;
    }

    private URI unit(String name, String text) {
        TextSource source = TextSource.stub(name, text);
        units.add(source);
        names.add(name);
        return source.toUri();
    }

    /** Answers the errors. Those in stubs of other types are none, and must not keep javac from generating. */
    private List<String> attempt(boolean thorough) {
        classes.clear();
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        List<String> options = new ArrayList<>(IsolatedAttribution.options(host));
        options.addAll(List.of("-g", "--should-stop=ifError=GENERATE"));
        try (StandardJavaFileManager files = javac.getStandardFileManager(diagnostics, null, null);
                Outputs outputs = new Outputs(new BridgeFileManager(
                        files,
                        host,
                        host.elements().getModuleOf(taskClass),
                        names,
                        thorough,
                        StubPrinter.opening(host.elements(), CompilerHost.outermost(taskClass))))) {
            javac.getTask(Writer.nullWriter(), outputs, diagnostics, options, null, units)
                    .call();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot compile what is generated from " + taskClass, e);
        }
        return diagnostics.getDiagnostics().stream()
                .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR
                        && (diagnostic.getSource() == null
                                || compiled.contains(diagnostic.getSource().toUri())))
                .map(diagnostic -> (diagnostic.getSource() == null
                                ? ""
                                : diagnostic.getSource().getName() + ":" + diagnostic.getLineNumber() + ": ")
                        + diagnostic.getMessage(Locale.ROOT))
                .toList();
    }

    /** Keeps the class files of what is to be compiled. */
    private final class Outputs extends ForwardingJavaFileManager<JavaFileManager> {

        Outputs(JavaFileManager files) {
            super(files);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String name, JavaFileObject.Kind kind, @Nullable FileObject sibling) {
            boolean kept = sibling != null && compiled.contains(sibling.toUri());
            return new SimpleJavaFileObject(URI.create("fermata:///" + name.replace('.', '/') + kind.extension), kind) {
                @Override
                public OutputStream openOutputStream() {
                    return new ByteArrayOutputStream() {
                        @Override
                        public void close() {
                            if (kept) {
                                classes.put(name, toByteArray());
                            }
                        }
                    };
                }
            };
        }
    }
}
