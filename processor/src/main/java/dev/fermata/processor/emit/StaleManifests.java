package dev.fermata.processor.emit;

import dev.fermata.Task;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.annotation.processing.Filer;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.tools.StandardLocation;

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
        if (lines.size() < 3
                || !lines.get(0).startsWith("frames ")
                || !lines.get(1).startsWith("task ")
                || !lines.get(2).startsWith("method ")) {
            return false;
        }
        String id = lines.get(1).substring("task ".length());
        String method = lines.get(2).substring("method ".length());
        String path = method.substring(0, method.indexOf('('));
        TypeElement owner = elements.getTypeElement(path.substring(0, path.lastIndexOf('.')));
        return owner == null
                || ElementFilter.methodsIn(owner.getEnclosedElements()).stream()
                        .map(declared -> declared.getAnnotation(Task.class))
                        .filter(Objects::nonNull)
                        .noneMatch(task -> task.id().equals(id));
    }
}
