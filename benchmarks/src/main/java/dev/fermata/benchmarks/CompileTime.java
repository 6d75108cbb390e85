package dev.fermata.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * What does the processor add to javac's time? 200 task classes in one module, each compiled with and without it by a JVM of
 * its own, as a build tool does; the median of the differences counts. Not JMH: a warm compiler is not what users wait for.
 *
 * <p>Arguments: how many pairs (default 5).
 */
@SuppressWarnings("SystemOut") // it is a command
public final class CompileTime {

    private static final int TASKS = 200;

    private CompileTime() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length == 3 && arguments[0].equals("once")) {
            System.out.println(compile(arguments[1].equals("with"), Path.of(arguments[2])));
            return;
        }
        int pairs = arguments.length == 0 ? 5 : Integer.parseInt(arguments[0]);
        Path directory = Files.createTempDirectory("fermata-compile");
        try {
            sources(directory);
            System.out.printf(
                    "%d tasks of 8 steps, JDK %s, %d processors, %d pairs%n",
                    TASKS, Runtime.version(), Runtime.getRuntime().availableProcessors(), pairs);
            double[] added = new double[pairs];
            for (int i = 0; i < pairs; i++) {
                double without = inItsOwnProcess("without", directory);
                double with = inItsOwnProcess("with", directory);
                added[i] = with - without;
                System.out.printf(
                        Locale.ROOT, "javac %.2f s, with the processor %.2f s: %.2f s more%n", without, with, added[i]);
            }
            Arrays.sort(added);
            System.out.printf(Locale.ROOT, "median: %.2f s more (aim: under 5 s)%n", added[pairs / 2]);
        } finally {
            delete(directory);
        }
    }

    private static double inItsOwnProcess(String how, Path directory) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        CompileTime.class.getName(),
                        "once",
                        how,
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("javac " + how + " the processor failed: " + output);
        }
        return Double.parseDouble(output.strip());
    }

    /** Seconds from the call of the compiler to its end; the start of the JVM does not count. */
    private static double compile(boolean withProcessor, Path directory) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, Locale.ROOT, null);
                Stream<Path> sources = Files.list(directory.resolve("app"))) {
            List<String> options = new ArrayList<>(List.of(
                    "--release", "17", "-parameters", "-g", "-classpath", System.getProperty("java.class.path"), "-d"));
            options.add(Files.createDirectories(directory.resolve(withProcessor ? "with" : "without"))
                    .toString());
            options.addAll(
                    withProcessor
                            ? List.of("-processor", "dev.fermata.processor.FermataProcessor")
                            : List.of("-proc:none"));
            long begun = System.nanoTime();
            boolean success = compiler.getTask(
                            null, files, null, options, null, files.getJavaFileObjectsFromPaths(sources.toList()))
                    .call();
            if (!success) {
                throw new IllegalStateException("the sources do not compile");
            }
            return (System.nanoTime() - begun) / 1e9;
        }
    }

    /** Ordinary tasks: a loop, a branch, a try with a finally, values that live across steps. */
    private static void sources(Path directory) throws IOException {
        Path home = Files.createDirectories(directory.resolve("app"));
        for (int i = 0; i < TASKS; i++) {
            Files.writeString(home.resolve("Tasks" + i + ".java"), """
                    package app;

                    import dev.fermata.Durable;
                    import dev.fermata.Step;
                    import dev.fermata.Task;
                    import java.math.BigDecimal;
                    import java.time.Duration;
                    import java.util.ArrayList;
                    import java.util.List;
                    import java.util.stream.Collectors;

                    public class Tasks%1$d {

                        public record Line(String sku, int count, BigDecimal price) {}

                        public record Order(String id, List<Line> lines) {}

                        @Task(id = "task-%1$d")
                        public String process(String id, int attempts) {
                            Order order = load(id);
                            BigDecimal total = BigDecimal.ZERO;
                            List<String> reserved = new ArrayList<>();
                            for (Line line : order.lines()) {
                                if (line.count() > 0) {
                                    reserved.add(reserve(line));
                                    total = total.add(line.price().multiply(BigDecimal.valueOf(line.count())));
                                }
                            }
                            String payment;
                            try {
                                payment = charge(order, total);
                            } catch (IllegalStateException e) {
                                payment = attempts > 1 ? charge(order, total.negate()) : "unpaid " + e.getMessage();
                            } finally {
                                log("charged " + reserved.stream().collect(Collectors.joining(",")));
                            }
                            Durable.sleep(Duration.ofDays(1));
                            int tries = 0;
                            while (!confirm(order) && tries < 3) {
                                tries++;
                            }
                            return switch (tries) {
                                case 0 -> "done " + payment;
                                default -> cancel(order, payment);
                            };
                        }

                        @Step Order load(String id) { return new Order(id, List.of()); }
                        @Step String reserve(Line line) { return line.sku(); }
                        @Step String charge(Order order, BigDecimal total) { return order.id() + total; }
                        @Step void log(String text) { }
                        @Step boolean confirm(Order order) { return true; }
                        @Step String cancel(Order order, String payment) { return payment; }
                    }
                    """.formatted(i));
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
