package dev.fermata.processor;

import dev.fermata.processor.diagnostic.Refusal;
import dev.fermata.processor.model.AttributedTask;
import dev.fermata.processor.model.CompiledTask;
import java.util.function.Consumer;

/** What turns a task method into a machine. */
@FunctionalInterface
interface MethodCompiler {

    /** @param refusals takes what is refused; if it took anything, the result is not used */
    CompiledTask compile(AttributedTask task, Consumer<Refusal> refusals);
}
