package dev.fermata.testing.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A JVM of its own with the class path of this one, which a test kills ({@code kill -9}), freezes ({@code SIGSTOP}) and
 * thaws. Its output is kept and can be waited for.
 */
public final class JvmProcess implements AutoCloseable {

    private final Process process;
    private final List<String> output = new ArrayList<>();

    private JvmProcess(Process process) {
        this.process = process;
        Thread reader = new Thread(this::read, "output of " + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts {@code main} with {@code environment} added to this JVM's. */
    public static JvmProcess start(Class<?> main, Map<String, String> environment, List<String> jvmOptions) {
        return start(main.getName(), environment, jvmOptions, List.of());
    }

    public static JvmProcess start(
            String main, Map<String, String> environment, List<String> jvmOptions, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", classPath(), main));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            return new JvmProcess(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Surefire's own class path when it hides behind a manifest-only jar, this JVM's otherwise. */
    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it without warning, as the kernel's out-of-memory killer does, and waits until it is gone. */
    public void kill() {
        process.destroyForcibly();
        awaitExit(Duration.ofSeconds(10));
    }

    /** Asks it to end, as a deploy does. */
    public void terminate() {
        process.destroy();
    }

    public void freeze() {
        signal("STOP");
    }

    public void thaw() {
        signal("CONT");
    }

    /** Waits for the end and returns the exit code. */
    public int awaitExit(Duration limit) {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("process " + pid() + " is still alive after " + limit + "\n" + tail());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Waits for a line of output, past or future, and returns it. */
    public String awaitLine(Predicate<String> wanted, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        synchronized (output) {
            int seen = 0;
            while (true) {
                for (; seen < output.size(); seen++) {
                    if (wanted.test(output.get(seen))) {
                        return output.get(seen);
                    }
                }
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0 || (!process.isAlive() && seen == output.size() && left < limit.toMillis() - 500)) {
                    throw new AssertionError("process " + pid() + " did not print the line; it printed\n" + tail());
                }
                await(Math.min(left, 100));
            }
        }
    }

    private void await(long millis) {
        try {
            output.wait(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** What its threads do, as the JVM prints it when asked by a signal; virtual threads are not among them. */
    public String threads() {
        int before = output().size();
        signal("QUIT");
        awaitLine(line -> line.startsWith("Heap"), Duration.ofSeconds(30));
        List<String> all = output();
        return String.join("\n", all.subList(before, all.size()));
    }

    /** Writes a line to its standard input; one that is gone reads nothing. */
    public void tell(String line) {
        try {
            OutputStream input = process.getOutputStream();
            input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            input.flush();
        } catch (IOException gone) {
            // Whoever waits for what was to follow learns it from the exit code.
        }
    }

    /** Everything printed so far. */
    public List<String> output() {
        synchronized (output) {
            return List.copyOf(output);
        }
    }

    /** The last lines printed, for a failure's message. */
    public String tail() {
        List<String> all = output();
        return String.join("\n", all.subList(Math.max(0, all.size() - 60), all.size()));
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            thaw();
            kill();
        }
    }

    private void signal(String name) {
        try {
            int exit = new ProcessBuilder("kill", "-" + name, Long.toString(pid()))
                    .start()
                    .waitFor();
            if (exit != 0 && process.isAlive()) {
                throw new AssertionError("kill -" + name + " " + pid() + " exited with " + exit);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                synchronized (output) {
                    output.add(line);
                    output.notifyAll();
                }
            }
        } catch (IOException e) {
            synchronized (output) {
                output.add("(output ended: " + e + ")");
                output.notifyAll();
            }
        }
    }
}
