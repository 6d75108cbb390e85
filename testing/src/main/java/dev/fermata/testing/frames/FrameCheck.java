package dev.fermata.testing.frames;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * {@link FrameManifests} from a command line or a build: prints what a build would strand. Exit code 0 when nothing is, 1
 * when something is, 2 when it was not understood.
 *
 * <pre>
 * java -cp … dev.fermata.testing.frames.FrameCheck --classes target/classes --committed src/main/frames
 *     [--url jdbc:postgresql://… --user … --schema fermata]   looks at the runs of a database, too
 *     [--commit]                                              puts this build's manifests in place of the committed ones
 * </pre>
 *
 * The password is taken from the environment: {@code FERMATA_DATABASE_PASSWORD}.
 */
public final class FrameCheck {

    private static final Set<String> OPTIONS = Set.of("--classes", "--committed", "--url", "--user", "--schema");

    private final PrintStream out;

    FrameCheck(PrintStream out) {
        this.out = out;
    }

    @SuppressWarnings("SystemOut") // it is a command
    public static void main(String[] arguments) {
        System.exit(new FrameCheck(System.out).run(arguments));
    }

    int run(String... arguments) {
        Map<String, String> options = new HashMap<>();
        boolean commit = false;
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].equals("--commit")) {
                commit = true;
            } else if (OPTIONS.contains(arguments[i]) && i + 1 < arguments.length) {
                options.put(arguments[i], arguments[++i]);
            } else {
                return misunderstood(arguments[i]);
            }
        }
        String classes = options.get("--classes");
        String committed = options.get("--committed");
        if (classes == null || committed == null) {
            return misunderstood("--classes and --committed are needed");
        }
        FrameManifests built = FrameManifests.of(Path.of(classes));
        Comparison comparison = built.compare(Path.of(committed));
        out.println(
                comparison.changed().isEmpty()
                        ? "No frames have changed."
                        : "Frames have changed of " + String.join(", ", comparison.changed()) + ".");
        report("Places of the committed build that this one cannot go on from:", comparison.strandings());
        List<StrandedRuns> runs = List.of();
        if (options.containsKey("--url")) {
            runs = built.strandedRuns(database(options), options.getOrDefault("--schema", "fermata"));
            out.println(runs.isEmpty() ? "Every run in the database can go on." : "");
            report("Runs that would be parked as PENDING_VERSION:", runs);
        }
        if (commit) {
            built.commit(Path.of(committed));
        }
        return comparison.strands() || !runs.isEmpty() ? 1 : 0;
    }

    private static PGSimpleDataSource database(Map<String, String> options) {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(options.get("--url"));
        database.setUser(options.get("--user"));
        database.setPassword(System.getenv("FERMATA_DATABASE_PASSWORD"));
        return database;
    }

    private void report(String title, List<?> lines) {
        if (!lines.isEmpty()) {
            out.println(title);
            lines.forEach(line -> out.println("  " + line));
        }
    }

    private int misunderstood(String what) {
        out.println("FERMATA-2405: " + what + " was not understood. Usage: --classes target/classes --committed"
                + " src/main/frames [--url jdbc:postgresql://host/db --user name --schema fermata] [--commit]");
        return 2;
    }
}
