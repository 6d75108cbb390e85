package dev.fermata.processor;

import com.palantir.javapoet.JavaFile;
import dev.fermata.Task;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.annotation.processing.Processor;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** A project of a user in a directory of its own: sources, options, processors, and how it is compiled. */
final class Project {

    private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");
    private static final Pattern TYPE = Pattern.compile("\\b(?:class|interface|enum|record) (\\w+)");

    private final Path directory;
    private final Map<Path, String> sources = new LinkedHashMap<>();
    private final List<String> options = new ArrayList<>(List.of("-parameters", "-Xlint:all", "-Werror"));
    private final List<Path> libraries = new ArrayList<>();
    private @Nullable List<? extends Processor> processors = List.of(new FermataProcessor());
    private JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();

    Project(Path directory) {
        this.directory = directory;
    }

    /** Adds a source file, named by its package and first type. */
    Project source(String text) {
        Matcher in = PACKAGE.matcher(text);
        Matcher type = TYPE.matcher(text);
        String folder = in.find() ? in.group(1).replace('.', '/') : "";
        return source(Path.of(folder).resolve((type.find() ? type.group(1) : "module-info") + ".java"), text);
    }

    Project source(Path file, String text) {
        sources.put(file, text);
        return this;
    }

    Project options(String... more) {
        options.addAll(List.of(more));
        return this;
    }

    Project lenient() {
        options.removeAll(List.of("-Xlint:all", "-Werror"));
        return this;
    }

    Project processors(Processor... inOrder) {
        processors = List.of(inOrder);
        return this;
    }

    /** Lets javac find the processor as a build tool does. */
    Project processorPath() {
        processors = null;
        String path = Stream.of(FermataProcessor.class, Task.class, JavaFile.class, NullMarked.class)
                .map(type -> location(type).toString())
                .collect(Collectors.joining(File.pathSeparator));
        // the directory of the services is that of the classes
        return options("-processorpath", path);
    }

    private static Path location(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    Project compiler(JavaCompiler other) {
        compiler = other;
        return this;
    }

    Project library(Path classes) {
        libraries.add(classes);
        return this;
    }

    /** Puts the classes that a type came from on the module path, as an automatic module. */
    Project moduleNamed(String name, Class<?> type) {
        try {
            Path from = location(type);
            libraries.add(Files.isDirectory(from) ? jar(name, from) : from);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path jar(String moduleName, Path from) throws IOException {
        Path jar = Files.createDirectories(directory).resolve(moduleName.replace('.', '-') + ".jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Automatic-Module-Name", moduleName);
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new ZipEntry(from.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, out);
            }
        }
        return jar;
    }

    Path classes() {
        return directory.resolve("classes");
    }

    Outcome compile() {
        try {
            Path root = directory.resolve("src");
            for (Map.Entry<Path, String> source : sources.entrySet()) {
                Path file = root.resolve(source.getKey());
                Files.createDirectories(file.getParent());
                Files.writeString(file, source.getValue());
            }
            Files.createDirectories(classes());
            DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
            try (StandardJavaFileManager files = compiler.getStandardFileManager(diagnostics, null, null)) {
                files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(classes()));
                // ECJ would otherwise write sources into the working directory
                files.setLocationFromPaths(
                        StandardLocation.SOURCE_OUTPUT,
                        List.of(Files.createDirectories(directory.resolve("generated"))));
                files.setLocationFromPaths(
                        isModule() ? StandardLocation.MODULE_PATH : StandardLocation.CLASS_PATH, path());
                JavaCompiler.CompilationTask task = compiler.getTask(
                        new StringWriter(),
                        files,
                        diagnostics,
                        options,
                        null,
                        files.getJavaFileObjectsFromPaths(
                                sources.keySet().stream().map(root::resolve).toList()));
                if (processors != null) {
                    task.setProcessors(processors);
                }
                boolean success = task.call();
                return new Outcome(success, List.copyOf(diagnostics.getDiagnostics()), classes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isModule() {
        return sources.containsKey(Path.of("module-info.java"));
    }

    private List<Path> path() {
        List<Path> path = new ArrayList<>(libraries);
        if (isModule()) {
            return path;
        }
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            path.add(Path.of(entry));
        }
        return path;
    }

    /** What came out of a compilation. */
    record Outcome(boolean success, List<Diagnostic<? extends JavaFileObject>> diagnostics, Path classes) {

        /** Errors and warnings as {@code OrderTasks.java:42 message}. */
        List<String> problems() {
            return diagnostics.stream()
                    .filter(diagnostic -> diagnostic.getKind() != Diagnostic.Kind.NOTE)
                    .map(diagnostic -> (diagnostic.getSource() == null
                                    ? ""
                                    : Path.of(diagnostic.getSource().toUri()).getFileName() + ":")
                            + diagnostic.getLineNumber()
                            + " "
                            + diagnostic.getMessage(null))
                    .toList();
        }

        List<String> generated() {
            try (Stream<Path> files = Files.walk(classes)) {
                return files.filter(Files::isRegularFile)
                        .map(file -> classes.relativize(file).toString())
                        .sorted()
                        .toList();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        String text(String file) {
            try {
                return Files.readString(classes.resolve(file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        Class<?> load(String binaryName) {
            try {
                URL[] urls = {classes.toUri().toURL()};
                return Class.forName(binaryName, true, new URLClassLoader(urls, Project.class.getClassLoader()));
            } catch (MalformedURLException | ClassNotFoundException e) {
                throw new IllegalArgumentException(e);
            }
        }
    }
}
