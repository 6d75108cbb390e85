package dev.fermata.processor.tree;

import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.net.URI;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Optional;
import javax.annotation.processing.Filer;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.tools.FileObject;
import javax.tools.JavaFileManager.Location;
import javax.tools.StandardLocation;

/** Finds the archive or directory that the user's compiler reads a class from. */
final class ClassRoots {

    private final Elements elements;
    private final Filer filer;

    ClassRoots(ProcessingEnvironment reading) {
        this.elements = reading.getElementUtils();
        this.filer = reading.getFiler();
    }

    /** Whether the type belongs to the JDK, which the isolated attribution has of its own. */
    boolean isPlatform(TypeElement type) {
        ModuleElement module = elements.getModuleOf(type);
        return module != null
                && !module.isUnnamed()
                && ModuleFinder.ofSystem()
                        .find(module.getQualifiedName().toString())
                        .isPresent();
    }

    /** A root that holds the package, found by its {@code package-info}; empty if it has none. */
    Optional<Path> rootOf(String packageName) {
        String file = "package-info.class";
        return resource(StandardLocation.CLASS_PATH, packageName, file)
                .flatMap(found -> root(found.toUri(), packageName, file));
    }

    /** The root of a top-level type; empty if it is not in a file system. */
    Optional<Path> rootOf(TypeElement type) {
        String packageName = elements.getPackageOf(type).getQualifiedName().toString();
        String file = type.getSimpleName() + ".class";
        return FileObjects.of(elements, type)
                .map(FileObject.class::cast)
                .or(() -> resource(StandardLocation.CLASS_PATH, packageName, file))
                .or(() -> resource(StandardLocation.CLASS_OUTPUT, packageName, file))
                .or(() -> inModule(type, packageName, file))
                .flatMap(found -> root(found.toUri(), packageName, file));
    }

    private Optional<FileObject> inModule(TypeElement type, String packageName, String file) {
        ModuleElement module = elements.getModuleOf(type);
        return module == null || module.isUnnamed()
                ? Optional.empty()
                : resource(StandardLocation.MODULE_PATH, module.getQualifiedName() + "/" + packageName, file);
    }

    private Optional<FileObject> resource(Location location, String packageName, String file) {
        try {
            return Optional.of(filer.getResource(location, packageName, file));
        } catch (IOException | IllegalArgumentException | UnsupportedOperationException e) {
            // not at this location
            return Optional.empty();
        }
    }

    private static Optional<Path> root(URI uri, String packageName, String file) {
        String text = uri.toString();
        String relative = (packageName.isEmpty() ? "" : packageName.replace('.', '/') + "/") + file;
        try {
            if (text.startsWith("jar:") && text.contains("!")) {
                String archive = text.substring("jar:".length(), text.indexOf('!'));
                // ECJ spells it jar:/x.jar!a/B.class
                return Optional.of(archive.startsWith("file:") ? Paths.get(URI.create(archive)) : Paths.get(archive));
            }
            if (text.startsWith("file:") && text.endsWith("/" + relative)) {
                return Optional.of(Paths.get(URI.create(text.substring(0, text.length() - relative.length()))));
            }
        } catch (IllegalArgumentException e) {
            // a path of another provider
            return Optional.empty();
        }
        return Optional.empty();
    }
}
