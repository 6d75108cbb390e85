package dev.fermata.processor.tree;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.JavaFileObject.Kind;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import org.jspecify.annotations.Nullable;

/**
 * Shows the isolated javac exactly the types that the user's compilation sees, and asks for no class path: for each
 * package it wants, the user's {@code Elements} say which types there are. Those of this run become stubs; of the others
 * one class file is found, and its root is added.
 */
final class BridgeFileManager extends ForwardingJavaFileManager<StandardJavaFileManager> {

    private final CompilerHost host;
    private final @Nullable ModuleElement module;
    private final Set<String> attributed;
    private final boolean thorough;
    private final ClassRoots classRoots;
    private final StubPrinter stubs;
    private final Set<Path> roots = new LinkedHashSet<>();
    private final Map<String, List<TextSource>> stubsOfPackage = new HashMap<>();

    /**
     * @param module whose view of packages counts
     * @param attributed qualified names of the top-level types whose own text is attributed
     * @param thorough whether a library's package, once found, is looked for in other places too. To ask which types a
     *     package holds makes the user's compiler read them all, and warn about what they mention
     */
    BridgeFileManager(
            StandardJavaFileManager files,
            CompilerHost host,
            @Nullable ModuleElement module,
            Set<String> attributed,
            boolean thorough,
            StubPrinter stubs)
            throws IOException {
        super(files);
        this.host = host;
        this.module = module;
        this.attributed = attributed;
        this.thorough = thorough;
        this.classRoots = new ClassRoots(host.reading());
        this.stubs = stubs;
        files.setLocationFromPaths(StandardLocation.CLASS_PATH, List.of());
    }

    @Override
    public boolean hasLocation(Location location) {
        return location == StandardLocation.CLASS_PATH
                || (location != StandardLocation.SOURCE_PATH
                        && location != StandardLocation.ANNOTATION_PROCESSOR_PATH
                        && super.hasLocation(location));
    }

    @Override
    public @Nullable ClassLoader getClassLoader(Location location) {
        return null;
    }

    @Override
    public Iterable<JavaFileObject> list(Location location, String packageName, Set<Kind> kinds, boolean recurse)
            throws IOException {
        if (location != StandardLocation.CLASS_PATH) {
            return super.list(location, packageName, kinds, recurse);
        }
        List<TextSource> sources = stubsOf(packageName);
        Set<String> shadowed = new HashSet<>(attributed);
        sources.forEach(source -> shadowed.add(source.binaryName()));
        List<JavaFileObject> found = new ArrayList<>();
        if (kinds.contains(Kind.CLASS)) {
            for (JavaFileObject file : super.list(location, packageName, EnumSet.of(Kind.CLASS), recurse)) {
                if (!shadowed.contains(outermost(inferBinaryName(location, file)))) {
                    found.add(file);
                }
            }
        }
        if (kinds.contains(Kind.SOURCE)) {
            found.addAll(sources);
        }
        return found;
    }

    private static String outermost(String binaryName) {
        int nested = binaryName.indexOf('$', binaryName.lastIndexOf('.') + 2);
        return nested < 0 ? binaryName : binaryName.substring(0, nested);
    }

    private List<TextSource> stubsOf(String packageName) throws IOException {
        List<TextSource> known = stubsOfPackage.get(packageName);
        if (known != null) {
            return known;
        }
        List<TextSource> sources = new ArrayList<>();
        stubsOfPackage.put(packageName, sources);
        PackageElement found = packageElement(packageName);
        if (found == null) {
            return sources;
        }
        Set<String> listed = new HashSet<>(listed(packageName));
        if (!thorough && !host.hasRootIn(packageName)) {
            if (listed.isEmpty() && add(classRoots.rootOf(packageName))) {
                listed = listed(packageName);
            }
            if (!listed.isEmpty()) {
                return sources;
            }
        }
        for (Element element : found.getEnclosedElements()) {
            // not by kind: asking for it reads the class file, and javac then warns of what that one mentions
            if (!(element instanceof TypeElement type)) {
                continue;
            }
            String name = type.getQualifiedName().toString();
            if (attributed.contains(name)) {
                continue;
            }
            if (host.isRoot(name)) {
                stub(name, type).ifPresent(sources::add);
            } else if (!listed.contains(name)) {
                if (classRoots.isPlatform(type)) {
                    break;
                }
                Optional<Path> root = classRoots.rootOf(type);
                if (add(root)) {
                    listed.addAll(listed(packageName));
                }
                if (root.isEmpty() || (!listed.contains(name) && host.isSource(type))) {
                    stub(name, type).ifPresent(sources::add);
                }
            }
        }
        return sources;
    }

    private boolean add(Optional<Path> root) throws IOException {
        boolean isNew = root.isPresent() && roots.add(root.get());
        if (isNew) {
            fileManager.setLocationFromPaths(StandardLocation.CLASS_PATH, roots);
        }
        return isNew;
    }

    private Optional<TextSource> stub(String name, TypeElement type) {
        try {
            return Optional.of(TextSource.stub(name, stubs.compilationUnit(type)));
        } catch (TypeText.Unresolved e) {
            // its header mentions a type nobody knows yet; whoever uses it waits for the next round
            return Optional.empty();
        }
    }

    private @Nullable PackageElement packageElement(String name) {
        PackageElement seen = module == null ? null : host.elements().getPackageElement(module, name);
        return seen != null ? seen : host.elements().getPackageElement(name);
    }

    private Set<String> listed(String packageName) throws IOException {
        Set<String> names = new HashSet<>();
        for (JavaFileObject file :
                fileManager.list(StandardLocation.CLASS_PATH, packageName, EnumSet.of(Kind.CLASS), false)) {
            names.add(fileManager.inferBinaryName(StandardLocation.CLASS_PATH, file));
        }
        return names;
    }

    @Override
    public String inferBinaryName(Location location, JavaFileObject file) {
        return file instanceof TextSource source ? source.binaryName() : super.inferBinaryName(location, file);
    }

    @Override
    public boolean isSameFile(FileObject one, FileObject other) {
        boolean ours = one instanceof TextSource || other instanceof TextSource;
        return ours ? one == other : super.isSameFile(one, other);
    }
}
