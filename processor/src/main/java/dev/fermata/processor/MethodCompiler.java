package dev.fermata.processor;

import dev.fermata.processor.diagnostic.Refusal;
import dev.fermata.processor.model.AttributedTask;
import dev.fermata.processor.model.CompiledTask;
import java.util.Optional;
import java.util.function.Consumer;

/** What turns a task method into a machine. */
@FunctionalInterface
interface MethodCompiler {

    /**
     * @param refusals takes what is refused
     * @return empty when anything was refused
     */
    Optional<CompiledTask> compile(AttributedTask task, Consumer<Refusal> refusals);
}
