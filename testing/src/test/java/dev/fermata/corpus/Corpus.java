package dev.fermata.corpus;

import dev.fermata.testing.differential.Compilation;
import dev.fermata.testing.differential.TaskSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The files below {@code corpus/<release>/} with the list of what the compiler refuses. A file with a newer release than
 * this JDK knows is left out.
 */
record Corpus(List<File> files, Map<String, String> refused) {

    /** One file of task methods. */
    record File(String name, int release, TaskSource source) {}

    static final Corpus ALL = read();

    private static Corpus read() {
        try {
            Path root = Path.of(java.util.Objects.requireNonNull(Corpus.class.getResource("/corpus"))
                    .toURI());
            List<File> files = new ArrayList<>();
            try (Stream<Path> paths = Files.walk(root)) {
                for (Path path : paths.filter(p -> p.toString().endsWith(".java"))
                        .sorted()
                        .toList()) {
                    Path relative = root.relativize(path);
                    int release = Integer.parseInt(relative.getName(0).toString());
                    if (release <= Compilation.newestRelease()) {
                        String inPackage = "corpus/" + path.getFileName();
                        files.add(new File(
                                relative.toString(), release, TaskSource.of(inPackage, Files.readString(path))));
                    }
                }
            }
            return new Corpus(files, refused(root.resolve("unsupported.txt")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Lines {@code <task id> <code> <reason>}; empty ones and those with a {@code #} in front are comments. */
    private static Map<String, String> refused(Path list) throws IOException {
        Map<String, String> codes = new LinkedHashMap<>();
        for (String line : Files.readAllLines(list)) {
            String[] words = line.strip().split("\\s+", 3);
            if (words.length > 1 && !words[0].startsWith("#")) {
                codes.put(words[0], words[1]);
            }
        }
        return codes;
    }

    boolean refuses(String task) {
        return refused.containsKey(task);
    }
}
