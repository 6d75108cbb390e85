package dev.fermata.processor.emit;

import dev.fermata.Suspends;
import dev.fermata.Task;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.annotation.processing.Filer;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.tools.StandardLocation;
import org.jspecify.annotations.Nullable;

/**
 * Removes the manifests of tasks that are gone: build tools delete the classes of a source that has changed, but not
 * always what else was written for it, and a manifest without its task would speak for it in every comparison.
 */
public final class StaleManifests {

    private final Elements elements;
    private final Filer filer;

    public StaleManifests(Elements elements, Filer filer) {
        this.elements = elements;
        this.filer = filer;
    }

    /** To be called when everything is written. What cannot be looked at stays: it does no harm to the build. */
    public void remove() {
        try {
            URI home = filer.getResource(StandardLocation.CLASS_OUTPUT, "", ManifestWriter.HOME + "fermata.frames")
                    .toUri();
            Path directory = "file".equals(home.getScheme()) ? Path.of(home).getParent() : null;
            if (directory == null || !Files.isDirectory(directory)) {
                return;
            }
            for (Path manifest : manifests(directory)) {
                if (isStale(Files.readAllLines(manifest))) {
                    Files.delete(manifest);
                }
            }
        } catch (IOException | RuntimeException e) {
            // An output that is no directory, or a tool that does not let processors look into it.
            return;
        }
    }

    private static List<Path> manifests(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(ManifestWriter.SUFFIX))
                    .toList();
        }
    }

    private boolean isStale(List<String> lines) {
        String method = value(lines, "method ");
        if (method == null || !lines.get(0).startsWith("frames ") || method.indexOf('(') < 0) {
            return false;
        }
        String path = method.substring(0, method.indexOf('('));
        int dot = path.lastIndexOf('.');
        TypeElement owner = elements.getTypeElement(path.substring(0, Math.max(0, dot)));
        String id = value(lines, "task ");
        String name = path.substring(dot + 1);
        return owner == null
                || ElementFilter.methodsIn(owner.getEnclosedElements()).stream()
                        .noneMatch(declared -> id == null ? isHelper(declared, name) : isTask(declared, id));
    }

    private static boolean isTask(ExecutableElement method, String id) {
        Task task = method.getAnnotation(Task.class);
        return task != null && task.id().equals(id);
    }

    private static boolean isHelper(ExecutableElement method, String name) {
        return method.getAnnotation(Suspends.class) != null
                && method.getSimpleName().contentEquals(name);
    }

    /** What stands behind a word at the beginning of one of the first lines; null when none begins with it. */
    private static @Nullable String value(List<String> lines, String word) {
        return lines.stream()
                .limit(3)
                .filter(line -> line.startsWith(word))
                .map(line -> line.substring(word.length()))
                .findFirst()
                .orElse(null);
    }
}
