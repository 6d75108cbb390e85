package dev.fermata.adversity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How long an attack goes on, the seed it is made from, and where its figures go. */
final class Form {

    private static final Logger LOG = LoggerFactory.getLogger(Form.class);

    private static final boolean LONG = "long".equals(System.getProperty("fermata.attacks"));

    private final String name;
    private final long seed;
    private final long begun = System.nanoTime();

    /** The seed is the system property {@code fermata.attacks.seed}, or new each time; it is always printed. */
    Form(String name) {
        this.name = name;
        this.seed = Long.getLong("fermata.attacks.seed", System.nanoTime());
        LOG.info("attack {}: seed {}", name, seed);
    }

    Random random() {
        return new Random(seed);
    }

    /** The one figure in the ordinary test command, the other in the long form. */
    static int pick(int quick, int whenLong) {
        return LONG ? whenLong : quick;
    }

    /** The fault lasts that long. Not for waiting until something has happened. */
    static void lasts(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** Prints the summary and writes it to {@code target/attacks}. */
    void report(String figures) {
        String line = String.format(
                java.util.Locale.ROOT,
                "%s (%s, seed %d): %s, %.1f s",
                name,
                LONG ? "long" : "quick",
                seed,
                figures,
                (System.nanoTime() - begun) / 1e9);
        LOG.info("attack {}", line);
        try {
            Path directory = Files.createDirectories(Path.of("target", "attacks"));
            Files.writeString(directory.resolve(name + ".txt"), line + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
