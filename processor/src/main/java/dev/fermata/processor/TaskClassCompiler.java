package dev.fermata.processor;

import dev.fermata.processor.diagnostic.Code;
import dev.fermata.processor.diagnostic.Finding;
import dev.fermata.processor.diagnostic.Refusal;
import dev.fermata.processor.diagnostic.Reporter;
import dev.fermata.processor.emit.TaskClassWriter;
import dev.fermata.processor.model.AttributedTask;
import dev.fermata.processor.model.CompiledTask;
import dev.fermata.processor.tree.AttributedClass;
import dev.fermata.processor.tree.TypeText;
import dev.fermata.processor.validate.MigrationTargets;
import dev.fermata.processor.validate.RewriteRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.annotation.processing.FilerException;
import javax.lang.model.element.Element;
import org.jspecify.annotations.Nullable;

/** Compiles the bodies of one task class. Nothing is written unless all of it is compiled. */
final class TaskClassCompiler {

    private final MethodCompiler methods;
    private final Reporter reporter;
    private final LibraryHelpers libraries;
    private final @Nullable TaskClassWriter writer;

    /** @param writer none when it is only about errors */
    TaskClassCompiler(
            MethodCompiler methods, Reporter reporter, LibraryHelpers libraries, @Nullable TaskClassWriter writer) {
        this.methods = methods;
        this.reporter = reporter;
        this.libraries = libraries;
        this.writer = writer;
    }

    /**
     * @param refused keys of methods whose declaration was refused; the others are compiled for their errors only
     * @return false if the class has errors that another round may mend
     */
    boolean compile(AttributedClass type, Set<String> refused) {
        List<AttributedTask> tasks = type.tasks();
        List<AttributedTask> sound = new ArrayList<>();
        for (AttributedTask task : tasks) {
            if (!refused.contains(AttributedClass.key(task.method())) && keepsItsText(task, type)) {
                sound.add(task);
            }
        }
        // a rewrite that is missing here may be what the errors come from
        if (!type.errors().isEmpty()) {
            return sound.size() < tasks.size();
        }
        List<CompiledTask> compiled = new ArrayList<>();
        sound.forEach(task -> compile(task, type, compiled));
        MigrationTargets migrations = new MigrationTargets(
                type::original,
                method -> refused.contains(AttributedClass.key(method)),
                TypeText::of,
                reporter::report);
        migrations.check(compiled);
        if (compiled.size() == tasks.size() && writer != null) {
            write(type, compiled, writer);
        }
        return true;
    }

    private boolean keepsItsText(AttributedTask task, AttributedClass type) {
        List<Refusal> refusals = new ArrayList<>();
        RewriteRules.check(task, refusals::add);
        refusals.forEach(refusal -> reporter.report(refusal, type, type.original(task.method())));
        return refusals.isEmpty();
    }

    private void compile(AttributedTask task, AttributedClass type, List<CompiledTask> compiled) {
        Element original = type.original(task.method());
        try {
            methods.compile(task, refusal -> reporter.report(refusal, type, original))
                    .filter(found -> libraries.present(found, missing -> reporter.report(missing, type, original)))
                    .ifPresent(compiled::add);
        } catch (RuntimeException | AssertionError | StackOverflowError e) {
            reporter.report(failed(original, e));
        }
    }

    /** A failure of ours is the user's only clue, and must not end the compilation with a stack trace of javac. */
    static Finding failed(Element at, Throwable failure) {
        StackTraceElement[] stack = failure.getStackTrace();
        return Finding.at(
                at, Code.COMPILER_FAILED, at.getSimpleName(), failure + (stack.length > 0 ? " at " + stack[0] : ""));
    }

    private void write(AttributedClass type, List<CompiledTask> compiled, TaskClassWriter writer) {
        String name = AttributedClass.binarySimpleName(type.original());
        try {
            writer.write(type.original(), name, compiled);
        } catch (FilerException e) {
            reporter.report(Finding.at(
                    type.original(),
                    Code.GENERATED_NAME_TAKEN,
                    name + "$…",
                    type.original().getQualifiedName()));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write what is generated for " + name, e);
        }
    }
}
