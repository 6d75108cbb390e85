package dev.fermata.testing.frames;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * The frames of a build, for a test that asks before a deploy which runs it would strand.
 *
 * <pre>{@code
 * @Test
 * void noRunIsStranded() {
 *     FrameManifests built = FrameManifests.of(Path.of("target/classes"));
 *     assertThat(built.compare(Path.of("src/main/frames")).strandings()).isEmpty();
 *     assertThat(built.strandedRuns(productionReplica)).isEmpty();
 * }
 * }</pre>
 *
 * It answers with the very rules by which a worker claims and resumes, migrations included.
 */
public final class FrameManifests {

    private static final String HOME = "META-INF/fermata";
    private static final String SUFFIX = ".frames";

    private final Path built;
    private final Map<String, String> texts;
    private final BuiltTasks tasks;

    private FrameManifests(Path built, Map<String, String> texts, BuiltTasks tasks) {
        this.built = built;
        this.texts = texts;
        this.tasks = tasks;
    }

    /**
     * The tasks of a module.
     *
     * @param classes its compiled classes: {@code target/classes}. What they refer to is on the class path of the caller
     * @throws IllegalArgumentException there are no manifests
     */
    public static FrameManifests of(Path classes) {
        Path home = classes.resolve(HOME);
        if (!Files.isDirectory(home)) {
            throw new IllegalArgumentException(
                    "FERMATA-2402: " + classes + " has no " + HOME + ". Give the directory of"
                            + " compiled classes of a module with tasks, and compile it with fermata-processor.");
        }
        try {
            URL[] urls = {classes.toUri().toURL()};
            // never closed: the machines it has loaded belong to what is asked later
            BuiltTasks tasks = new BuiltTasks(new URLClassLoader(urls, parent()));
            Map<String, String> texts = read(home);
            texts.forEach((file, text) -> tasks.add(parse(home, file, text)));
            return new FrameManifests(home, texts, tasks);
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Manifest parse(Path directory, String file, String text) {
        String name = file.substring(0, file.length() - SUFFIX.length());
        return Manifest.parse(name, text, directory.resolve(file).toString());
    }

    private static ClassLoader parent() {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return context == null ? FrameManifests.class.getClassLoader() : context;
    }

    private static Map<String, String> read(Path directory) {
        Map<String, String> texts = new TreeMap<>();
        if (!Files.isDirectory(directory)) {
            return texts;
        }
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(SUFFIX)).toList()) {
                texts.put(String.valueOf(file.getFileName()), Files.readString(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }

    /**
     * What this build changes for runs of another.
     *
     * @param committed directory that holds the manifests of the build that is deployed; none yet: nothing is stranded
     */
    public Comparison compare(Path committed) {
        Map<String, String> earlier = read(committed);
        List<Stranding> strandings = new ArrayList<>();
        earlier.forEach((file, text) -> {
            Manifest manifest = parse(committed, file, text);
            for (Manifest.Machine machine : manifest.machines()) {
                for (Manifest.Point point : machine.points()) {
                    tasks.obstacle(manifest, machine, point)
                            .ifPresent(reason -> strandings.add(
                                    new Stranding(manifest.name(), point.label(), point.phase(), reason)));
                }
            }
        });
        TreeSet<String> files = new TreeSet<>(earlier.keySet());
        files.addAll(texts.keySet());
        List<String> changed = files.stream()
                .filter(file -> !texts.getOrDefault(file, "").equals(earlier.getOrDefault(file, "")))
                .map(file -> file.substring(0, file.length() - SUFFIX.length()))
                .toList();
        return new Comparison(strandings, changed);
    }

    /** Puts the manifests of this build in place of the committed ones: once it is the one that is deployed. */
    public void commit(Path committed) {
        try {
            Files.createDirectories(committed);
            for (String file : read(committed).keySet()) {
                Files.delete(committed.resolve(file));
            }
            for (String file : texts.keySet()) {
                Files.copy(built.resolve(file), committed.resolve(file), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@link #strandedRuns(DataSource, String)} in schema {@code fermata}. */
    public List<StrandedRuns> strandedRuns(DataSource database) {
        return strandedRuns(database, "fermata");
    }

    /**
     * The runs alive in a database that this build could not resume, by the place where they stand. Only reads, in one
     * statement; a replica does. Tasks that this build does not have belong to other applications and are left out.
     */
    public List<StrandedRuns> strandedRuns(DataSource database, String schema) {
        List<StrandedRuns> stranded = new ArrayList<>();
        for (LiveRuns.At at : new LiveRuns(database, schema).read()) {
            if (tasks.has(at.taskId())) {
                tasks.obstacle(at.taskId(), at.label(), at.phase(), at.variables())
                        .ifPresent(reason -> stranded.add(new StrandedRuns(
                                new Stranding(at.taskId(), at.label(), at.phase(), reason),
                                at.count(),
                                at.examples())));
            }
        }
        return stranded;
    }
}
