package dev.fermata.testing.fuzz;

import dev.fermata.testing.differential.Compilation;
import dev.fermata.testing.differential.TaskUnderTest;
import dev.fermata.testing.fuzz.Mismatch.Fate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.annotation.processing.Processor;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;
import org.jspecify.annotations.Nullable;

/** Compiles programs, many at a time, and runs them under the differential harness. */
final class Fuzzer {

    private static final Pattern PROGRAM = Pattern.compile("corpus/(F\\d+)");
    private static final int TIMEOUT_SECONDS = 30;

    private final @Nullable Supplier<Processor> processor;
    private final Coverage coverage;
    private final boolean thorough;

    private Fuzzer(@Nullable Supplier<Processor> processor, Coverage coverage, boolean thorough) {
        this.processor = processor;
        this.coverage = coverage;
        this.thorough = thorough;
    }

    Fuzzer(Coverage coverage) {
        this(null, coverage, false);
    }

    /** Tries everything with each program, not a sample. */
    static Fuzzer thorough() {
        return new Fuzzer(null, new Coverage(), true);
    }

    /** With another compiler. */
    static Fuzzer of(Supplier<Processor> processor) {
        return new Fuzzer(processor, new Coverage(), false);
    }

    /** The mismatches of programs of one language level. */
    List<Mismatch> run(List<Program> programs) {
        List<Mismatch> found = new ArrayList<>();
        Map<String, Program> left = new LinkedHashMap<>();
        programs.forEach(program -> left.put(program.name(), program));
        Compilation compilation = compile(left.values().stream().toList(), false);
        while (!compilation.errors().isEmpty()) {
            Map<String, String> errors = errors(compilation);
            if (errors.isEmpty()) {
                throw new IllegalStateException("nobody's error: " + compilation.describe());
            }
            List<Program> broken = new ArrayList<>();
            errors.keySet().forEach(name -> {
                Program program = left.remove(name);
                if (program != null) {
                    broken.add(program);
                }
            });
            Map<String, String> invalid = errors(compile(broken, true));
            broken.forEach(program -> found.add(new Mismatch(
                    program,
                    invalid.containsKey(program.name()) ? Fate.INVALID : Fate.UNCOMPILED,
                    Objects.requireNonNull(invalid.getOrDefault(program.name(), errors.get(program.name()))))));
            if (left.isEmpty()) {
                return found;
            }
            compilation = compile(left.values().stream().toList(), false);
        }
        if (compilation.classes().isEmpty()) {
            crashed(left.values().stream().toList(), found);
            return found;
        }
        ClassLoader loader = compilation.load();
        for (Program program : left.values()) {
            try {
                String difference = difference(loader, program);
                if (difference == null) {
                    coverage.ran(program, Sites.take(program.name()));
                } else {
                    found.add(new Mismatch(program, Fate.DIVERGES, difference));
                }
            } catch (VerifyError e) {
                coverage.unverified();
            }
        }
        return found;
    }

    /** javac itself has failed: halves tell on which program. */
    private void crashed(List<Program> programs, List<Mismatch> found) {
        if (programs.size() == 1) {
            coverage.unverified();
            return;
        }
        int half = programs.size() / 2;
        found.addAll(run(programs.subList(0, half)));
        found.addAll(run(programs.subList(half, programs.size())));
    }

    private Compilation compile(List<Program> programs, boolean plain) {
        Map<String, String> sources = new LinkedHashMap<>();
        programs.forEach(program -> sources.put(program.path(), program.text()));
        int release = programs.isEmpty() ? 17 : programs.get(0).release();
        if (plain) {
            return Compilation.of(sources, release, List.of());
        }
        return processor == null
                ? Compilation.of(sources, release)
                : Compilation.of(sources, release, List.of(processor.get()));
    }

    /** By program: its own errors and those of what was generated for it. */
    private static Map<String, String> errors(Compilation compilation) {
        Map<String, String> errors = new HashMap<>();
        for (Diagnostic<? extends JavaFileObject> error : compilation.errors()) {
            JavaFileObject file = error.getSource();
            Matcher name = PROGRAM.matcher(file == null ? error.getMessage(Locale.ROOT) : file.getName());
            if (name.find()) {
                String text = (file == null ? "" : file.getName() + ":" + error.getLineNumber() + ": ")
                        + error.getMessage(Locale.ROOT);
                errors.merge(name.group(1), text, (one, other) -> one.length() > 2000 ? one : one + "\n" + other);
            }
        }
        return errors;
    }

    /** A faulty machine may never end, and a thread that computes cannot be stopped: it is left alone. */
    private @Nullable String difference(ClassLoader loader, Program program) {
        FutureTask<@Nullable String> check = new FutureTask<>(() -> {
            try {
                TaskUnderTest.of(loader, Program.PACKAGE + "." + program.name()).forEach(task -> {
                    int equal = thorough ? task.check() : task.sample(program.seed());
                    coverage.equal(equal);
                });
                return null;
            } catch (AssertionError e) {
                return String.valueOf(e.getMessage());
            }
        });
        Thread thread = new Thread(check, program.name());
        thread.setDaemon(true);
        thread.start();
        try {
            return check.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            return "does not end";
        } catch (ExecutionException e) {
            if (e.getCause() instanceof VerifyError javac) {
                throw javac;
            }
            return String.valueOf(e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
