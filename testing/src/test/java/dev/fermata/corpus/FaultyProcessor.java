package dev.fermata.corpus;

import dev.fermata.testing.differential.Compilation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.annotation.processing.Processor;

/**
 * The processor with one place of its source changed. Only the changed file is compiled; a loader of its own mixes it with
 * the classes of the real one.
 */
final class FaultyProcessor extends ClassLoader {

    private static final String PROCESSOR = "dev.fermata.processor.";
    private static final Path SOURCES = Path.of("..", "processor", "src", "main", "java");

    private final Map<String, byte[]> changed;

    private FaultyProcessor(Map<String, byte[]> changed) {
        super(FaultyProcessor.class.getClassLoader());
        this.changed = changed;
    }

    /**
     * @param file below the package of the processor, such as {@code lower/TryLowering.java}
     * @param right text that stands in it exactly once
     * @param wrong what stands there instead
     */
    static Processor with(String file, String right, String wrong) {
        String path = PROCESSOR.replace('.', '/') + file;
        try {
            String source = Files.readString(SOURCES.resolve(path));
            int at = source.indexOf(right);
            if (at < 0 || source.indexOf(right, at + 1) >= 0) {
                throw new IllegalArgumentException("Not exactly once in " + file + ": " + right);
            }
            Compilation faulty = Compilation.of(Map.of(path, source.replace(right, wrong)), 17, List.of());
            if (!faulty.errors().isEmpty()) {
                throw new IllegalArgumentException("The fault does not compile: " + faulty.describe());
            }
            Class<?> processor = new FaultyProcessor(faulty.classes()).loadClass(PROCESSOR + "FermataProcessor");
            return (Processor) processor.getDeclaredConstructor().newInstance();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(PROCESSOR)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : define(name);
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        byte[] bytes = changed.get(name);
        try {
            if (bytes == null) {
                try (InputStream original =
                        Objects.requireNonNull(getParent()).getResourceAsStream(name.replace('.', '/') + ".class")) {
                    if (original == null) {
                        throw new ClassNotFoundException(name);
                    }
                    bytes = original.readAllBytes();
                }
            }
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }
}
