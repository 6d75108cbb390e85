package dev.fermata.testing.differential;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.annotation.processing.Processor;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/**
 * What the compiler and the Fermata processor make of sources, all in memory.
 *
 * @param diagnostics everything that was said, errors and warnings
 * @param generated texts of the generated sources by qualified name
 * @param classes class files by binary name; empty if there were errors
 */
public record Compilation(
        List<Diagnostic<? extends JavaFileObject>> diagnostics,
        Map<String, String> generated,
        Map<String, byte[]> classes) {

    /** The opened class path of a thread, for all its compilations: it is opened once, and not closed. */
    private static final ThreadLocal<StandardJavaFileManager> INPUTS = ThreadLocal.withInitial(Compilation::inputs);

    private static final Pattern CODE = Pattern.compile("FERMATA-1\\d{3}");

    /**
     * Compiles with the processor.
     *
     * @param sources texts by path, such as {@code app/OrderTasks.java}
     * @param release the language level, no newer than this JDK
     */
    public static Compilation of(Map<String, String> sources, int release) {
        return of(sources, release, fermata());
    }

    /** Compiles with other processors: none, or a faulty copy, to see that a test notices. */
    public static Compilation of(Map<String, String> sources, int release, List<? extends Processor> processors) {
        DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
        MemoryFiles files = new MemoryFiles(INPUTS.get());
        List<String> options =
                List.of("-source", "" + release, "-target", "" + release, "-parameters", "-g", "-Xlint:all,-options");
        JavaCompiler.CompilationTask task = ToolProvider.getSystemJavaCompiler()
                .getTask(
                        null,
                        files,
                        said,
                        options,
                        null,
                        sources.entrySet().stream()
                                .map(source -> new SourceText(source.getKey(), source.getValue()))
                                .toList());
        task.setProcessors(processors);
        boolean success = task.call();
        return new Compilation(said.getDiagnostics(), files.generated(), success ? files.classes() : Map.of());
    }

    private static StandardJavaFileManager inputs() {
        StandardJavaFileManager inputs =
                ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8);
        try {
            inputs.setLocationFromPaths(
                    StandardLocation.CLASS_PATH,
                    Arrays.stream(classPath().split(File.pathSeparator))
                            .map(Path::of)
                            .toList());
            return inputs;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As a compiler finds it: by its registration. */
    static List<Processor> fermata() {
        List<Processor> found = ServiceLoader.load(Processor.class).stream()
                .filter(processor -> processor.type().getName().startsWith("dev.fermata."))
                .map(ServiceLoader.Provider::get)
                .toList();
        if (found.size() != 1) {
            throw new IllegalStateException("one Fermata processor is to be registered, but there are " + found);
        }
        return found;
    }

    static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    /** The compiler of this JDK understands language levels up to this one. */
    public static int newestRelease() {
        return Runtime.version().feature();
    }

    public List<Diagnostic<? extends JavaFileObject>> errors() {
        return diagnostics.stream()
                .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                .toList();
    }

    /** The codes of the processor's errors. */
    public Set<String> refusals() {
        return codes(errors());
    }

    /** The codes of what the processor warns of. */
    public Set<String> warnings() {
        return codes(diagnostics.stream()
                .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.WARNING)
                .toList());
    }

    private static Set<String> codes(List<Diagnostic<? extends JavaFileObject>> found) {
        Set<String> codes = new TreeSet<>();
        for (Diagnostic<? extends JavaFileObject> one : found) {
            Matcher code = CODE.matcher(one.getMessage(Locale.ROOT));
            while (code.find()) {
                codes.add(code.group());
            }
        }
        return codes;
    }

    /** The compiled classes, loaded; parents are the classes of this JVM. */
    public ClassLoader load() {
        if (!errors().isEmpty()) {
            throw new IllegalStateException("It does not compile:\n" + describe());
        }
        return new MemoryLoader(classes);
    }

    /** The errors as a compiler prints them; for those in generated sources with the line they stand in. */
    public String describe() {
        StringBuilder text = new StringBuilder();
        for (Diagnostic<? extends JavaFileObject> error : errors()) {
            JavaFileObject file = error.getSource();
            text.append(file == null ? "" : file.getName() + ":" + error.getLineNumber() + ": ")
                    .append(error.getMessage(Locale.ROOT))
                    .append('\n')
                    .append(line(file, error.getLineNumber()));
        }
        return text.toString();
    }

    private static String line(JavaFileObject file, long number) {
        if (file == null || number < 1) {
            return "";
        }
        try {
            return "    | "
                    + file.getCharContent(true)
                            .toString()
                            .lines()
                            .toList()
                            .get((int) number - 1)
                            .strip() + "\n";
        } catch (IOException | IndexOutOfBoundsException e) {
            return "";
        }
    }
}
