package dev.fermata.testing.differential;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import org.jspecify.annotations.Nullable;

/** A compiler's outputs in memory: class files, generated sources and resources. Inputs come from the class path. */
final class MemoryFiles extends ForwardingJavaFileManager<StandardJavaFileManager> {

    private final Map<String, byte[]> classes = new TreeMap<>();
    private final Map<String, byte[]> sources = new TreeMap<>();
    private final Map<String, byte[]> resources = new TreeMap<>();

    MemoryFiles(StandardJavaFileManager inputs) {
        super(inputs);
    }

    /** By binary name. */
    Map<String, byte[]> classes() {
        return classes;
    }

    /** Texts of generated sources by qualified name. */
    Map<String, String> generated() {
        Map<String, String> texts = new TreeMap<>();
        sources.forEach((name, bytes) -> texts.put(name, new String(bytes, StandardCharsets.UTF_8)));
        return texts;
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
            Location location, String name, JavaFileObject.Kind kind, @Nullable FileObject sibling) {
        return new Output(name, kind, kind == JavaFileObject.Kind.CLASS ? classes : sources);
    }

    @Override
    public FileObject getFileForOutput(
            Location location, String packageName, String name, @Nullable FileObject sibling) {
        return new Output(packageName + "/" + name, JavaFileObject.Kind.OTHER, resources);
    }

    @Override
    public FileObject getFileForInput(Location location, String packageName, String name) throws IOException {
        if (location == StandardLocation.CLASS_OUTPUT || location == StandardLocation.SOURCE_OUTPUT) {
            throw new FileNotFoundException(packageName + "/" + name);
        }
        return super.getFileForInput(location, packageName, name);
    }

    @Override
    public Iterable<JavaFileObject> list(
            JavaFileManager.Location location, String packageName, Set<JavaFileObject.Kind> kinds, boolean recurse)
            throws IOException {
        return location == StandardLocation.CLASS_OUTPUT || location == StandardLocation.SOURCE_OUTPUT
                ? Set.of()
                : super.list(location, packageName, kinds, recurse);
    }

    @Override
    public boolean isSameFile(FileObject a, FileObject b) {
        return a.toUri().equals(b.toUri());
    }

    /** A file being written; readable as soon as it is closed. */
    private static final class Output extends SimpleJavaFileObject {

        private final String key;
        private final Map<String, byte[]> into;

        Output(String key, Kind kind, Map<String, byte[]> into) {
            super(URI.create("memory:///" + key.replace('.', '/').replace("$", "%24") + kind.extension), kind);
            this.key = key;
            this.into = into;
        }

        @Override
        public OutputStream openOutputStream() {
            return new ByteArrayOutputStream() {
                @Override
                public void close() {
                    into.put(key, toByteArray());
                }
            };
        }

        @Override
        public InputStream openInputStream() throws IOException {
            return new ByteArrayInputStream(content());
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) throws IOException {
            return new String(content(), StandardCharsets.UTF_8);
        }

        private byte[] content() throws IOException {
            byte[] bytes = into.get(key);
            if (bytes == null) {
                throw new FileNotFoundException(key);
            }
            return bytes;
        }
    }
}
