package dev.fermata.engine.attack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;

/** One attack's form, seed and summary line. */
final class Attacks {

    private final String name;
    private final boolean isLong = "long".equals(System.getProperty("fermata.attacks"));
    private final long seed = Long.getLong("fermata.test.seed", System.nanoTime());

    private Attacks(String name) {
        this.name = name;
    }

    /** Says its seed; {@code -Dfermata.test.seed=…} sets it. */
    static Attacks named(String name) {
        Attacks attacks = new Attacks(name);
        WorkerProcess.say("attack " + name + ": " + attacks.form() + " form, seed " + attacks.seed);
        return attacks;
    }

    boolean isLong() {
        return isLong;
    }

    Random random() {
        return new Random(seed);
    }

    /** The line that says what was done and found, printed and written to {@code target/attacks/<name>.txt}. */
    void report(String format, Object... values) {
        String line = "attack " + name + " (" + form() + " form, seed " + seed + "): "
                + String.format(Locale.ROOT, format, values);
        WorkerProcess.say(line);
        try {
            Path directory = Files.createDirectories(Path.of("target", "attacks"));
            Files.writeString(directory.resolve(name + ".txt"), line + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String form() {
        return isLong ? "long" : "quick";
    }
}
