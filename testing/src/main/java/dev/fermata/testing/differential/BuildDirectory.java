package dev.fermata.testing.differential;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles sources into a directory, as a build does: what is there already stays, and may be written anew. */
public final class BuildDirectory {

    private BuildDirectory() {}

    /**
     * Compiles with the processor.
     *
     * @param directory of the build: {@code src} and {@code classes} below it
     * @param sources texts by path, such as {@code app/OrderTasks.java}
     * @return the directory of the classes
     * @throws IllegalStateException it does not compile
     */
    public static Path compile(Path directory, Map<String, String> sources) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
        Path classes = directory.resolve("classes");
        try (StandardJavaFileManager files =
                compiler.getStandardFileManager(said, Locale.ROOT, StandardCharsets.UTF_8)) {
            Files.createDirectories(classes);
            List<Path> inputs = new ArrayList<>();
            for (Map.Entry<String, String> source : sources.entrySet()) {
                Path file = directory.resolve("src").resolve(source.getKey());
                Files.createDirectories(file.resolveSibling("."));
                Files.writeString(file, source.getValue());
                inputs.add(file);
            }
            List<String> options = List.of(
                    "-source",
                    "17",
                    "-target",
                    "17",
                    "-parameters",
                    "-g",
                    "-Xlint:-options",
                    "-d",
                    classes.toString(),
                    "-classpath",
                    Compilation.classPath());
            JavaCompiler.CompilationTask task =
                    compiler.getTask(null, files, said, options, null, files.getJavaFileObjectsFromPaths(inputs));
            task.setProcessors(Compilation.fermata());
            if (!task.call()) {
                throw new IllegalStateException("It does not compile: " + said.getDiagnostics());
            }
            return classes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A new object of a compiled class; parents are the classes of this JVM. */
    public static Object load(Path classes, String name) throws ReflectiveOperationException {
        try {
            URL[] urls = {classes.toUri().toURL()};
            return new URLClassLoader(urls, BuildDirectory.class.getClassLoader())
                    .loadClass(name)
                    .getConstructor()
                    .newInstance();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
