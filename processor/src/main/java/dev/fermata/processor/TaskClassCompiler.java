package dev.fermata.processor;

import dev.fermata.processor.diagnostic.Code;
import dev.fermata.processor.diagnostic.Finding;
import dev.fermata.processor.diagnostic.Refusal;
import dev.fermata.processor.diagnostic.Reporter;
import dev.fermata.processor.emit.TaskClassWriter;
import dev.fermata.processor.model.AttributedTask;
import dev.fermata.processor.model.CompiledTask;
import dev.fermata.processor.tree.AttributedClass;
import dev.fermata.processor.validate.RewriteRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javax.annotation.processing.FilerException;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;

/** Compiles the bodies of one task class. Nothing is written unless all of it is compiled. */
final class TaskClassCompiler {

    private final MethodCompiler methods;
    private final Reporter reporter;
    private final TaskClassWriter writer;

    TaskClassCompiler(MethodCompiler methods, Reporter reporter, TaskClassWriter writer) {
        this.methods = methods;
        this.reporter = reporter;
        this.writer = writer;
    }

    /** @param refused keys of methods whose declaration was refused; the others are compiled for their errors only */
    void compile(AttributedClass type, Set<String> refused) {
        List<CompiledTask> compiled = new ArrayList<>();
        List<AttributedTask> tasks = type.tasks();
        for (AttributedTask task : tasks) {
            if (!refused.contains(key(task.method()))) {
                compile(task, type, compiled);
            }
        }
        if (compiled.size() == tasks.size()) {
            write(type, compiled);
        }
    }

    /** A name of a method that outlives its element. */
    static String key(ExecutableElement method) {
        return method.getEnclosingElement() + "." + method;
    }

    private void compile(AttributedTask task, AttributedClass type, List<CompiledTask> compiled) {
        Element original = type.original(task.method());
        List<Refusal> refusals = new ArrayList<>();
        Consumer<Refusal> sink = refusal -> {
            refusals.add(refusal);
            reporter.report(refusal, type, original);
        };
        RewriteRules.check(task, sink);
        if (!refusals.isEmpty()) {
            return;
        }
        try {
            CompiledTask result = methods.compile(task, sink);
            if (refusals.isEmpty()) {
                compiled.add(result);
            }
        } catch (Refusal refusal) {
            sink.accept(refusal);
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

    private void write(AttributedClass type, List<CompiledTask> compiled) {
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
