package dev.fermata.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * What does the processor add to javac's time? 200 task classes of one task in one module, each compiled with and without
 * it by a JVM of its own, as a build tool does; the median of the differences counts. Not JMH: a warm compiler is not
 * what users wait for. What the same JVM needs for the same module once more is printed beside it: a build daemon or an
 * IDE pays that.
 *
 * <p>Arguments: how many pairs (default 5), how many tasks (default 200; 1 shows what an incremental build of one changed
 * class pays).
 */
@SuppressWarnings("SystemOut") // it is a command
public final class CompileTime {

    private static final int TASKS = 200;

    /** @param cpu of the thread that compiles: what is left of noise when other programs run */
    private record Seconds(double wall, double cpu) {

        Seconds minus(Seconds other) {
            return new Seconds(wall - other.wall, cpu - other.cpu);
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.2f s (%.2f s of CPU)", wall, cpu);
        }
    }

    /** @param warm the same module again, by the same JVM */
    private record Times(Seconds cold, Seconds warm) {}

    private CompileTime() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length == 3 && arguments[0].equals("once")) {
            boolean withProcessor = arguments[1].equals("with");
            for (int i = 0; i < 2; i++) {
                Seconds seconds = compile(withProcessor, Path.of(arguments[2]));
                System.out.println(seconds.wall());
                System.out.println(seconds.cpu());
            }
            return;
        }
        int pairs = arguments.length == 0 ? 5 : Integer.parseInt(arguments[0]);
        int tasks = arguments.length < 2 ? TASKS : Integer.parseInt(arguments[1]);
        Path directory = Files.createTempDirectory("fermata-compile");
        try {
            sources(directory, tasks);
            System.out.printf(
                    "%d tasks of 8 steps, JDK %s, %d processors, %d pairs%n",
                    tasks, Runtime.version(), Runtime.getRuntime().availableProcessors(), pairs);
            List<Seconds> cold = new ArrayList<>();
            List<Seconds> warm = new ArrayList<>();
            for (int i = 0; i < pairs; i++) {
                Times without = inItsOwnProcess("without", directory);
                Times with = inItsOwnProcess("with", directory);
                cold.add(with.cold().minus(without.cold()));
                warm.add(with.warm().minus(without.warm()));
                System.out.printf(
                        "cold: javac %s, with the processor %s; warm: %s, %s%n",
                        without.cold(), with.cold(), without.warm(), with.warm());
            }
            System.out.printf("medians: cold %s more (aim: under 5 s), warm %s more%n", median(cold), median(warm));
        } finally {
            delete(directory);
        }
    }

    private static Seconds median(List<Seconds> seconds) {
        double[] wall = seconds.stream().mapToDouble(Seconds::wall).sorted().toArray();
        double[] cpu = seconds.stream().mapToDouble(Seconds::cpu).sorted().toArray();
        return new Seconds(wall[wall.length / 2], cpu[cpu.length / 2]);
    }

    private static Times inItsOwnProcess(String how, Path directory) throws IOException, InterruptedException {
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
        double[] seconds = output.lines().mapToDouble(Double::parseDouble).toArray();
        return new Times(new Seconds(seconds[0], seconds[1]), new Seconds(seconds[2], seconds[3]));
    }

    /** Seconds from the call of the compiler to its end; the start of the JVM does not count. */
    private static Seconds compile(boolean withProcessor, Path directory) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, Locale.ROOT, null);
                Stream<Path> sources = Files.list(directory.resolve("app"))) {
            Path output = directory.resolve(withProcessor ? "with" : "without");
            if (Files.exists(output)) {
                delete(output);
            }
            List<String> options = new ArrayList<>(List.of(
                    "--release", "17", "-parameters", "-g", "-classpath", System.getProperty("java.class.path"), "-d"));
            options.add(Files.createDirectories(output).toString());
            options.addAll(
                    withProcessor
                            ? List.of("-processor", "dev.fermata.processor.FermataProcessor")
                            : List.of("-proc:none"));
            ThreadMXBean threads = ManagementFactory.getThreadMXBean();
            long begun = System.nanoTime();
            long begunCpu = threads.getCurrentThreadCpuTime();
            boolean success = compiler.getTask(
                            null, files, null, options, null, files.getJavaFileObjectsFromPaths(sources.toList()))
                    .call();
            if (!success) {
                throw new IllegalStateException("the sources do not compile");
            }
            return new Seconds((System.nanoTime() - begun) / 1e9, (threads.getCurrentThreadCpuTime() - begunCpu) / 1e9);
        }
    }

    /** Ordinary tasks: a loop, a branch, a try with a finally, values that live across steps. */
    private static void sources(Path directory, int tasks) throws IOException {
        Path home = Files.createDirectories(directory.resolve("app"));
        for (int i = 0; i < tasks; i++) {
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
