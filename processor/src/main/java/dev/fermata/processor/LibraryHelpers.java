package dev.fermata.processor;

import dev.fermata.processor.diagnostic.Code;
import dev.fermata.processor.diagnostic.Refusal;
import dev.fermata.processor.model.CompiledTask;
import dev.fermata.processor.model.MachineReference;
import dev.fermata.processor.tree.CompilerHost;
import java.util.Objects;
import java.util.function.Consumer;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/** Helpers that come as class files: whether their machines came with them. Those of this compilation are written by it. */
record LibraryHelpers(CompilerHost host, Elements elements) {

    boolean present(CompiledTask task, Consumer<Refusal> refusals) {
        boolean complete = true;
        for (CompiledTask.Callee callee : task.callees()) {
            TypeElement owner =
                    (TypeElement) Objects.requireNonNull(callee.method().getEnclosingElement());
            for (MachineReference machine : callee.machines()) {
                if (callee.helper() && !isCompiledHere(owner) && !inCatalog(machine)) {
                    complete = false;
                    refusals.accept(Refusal.of(
                            callee,
                            Code.HELPER_NOT_COMPILED,
                            callee.method().getSimpleName(),
                            owner.getQualifiedName()));
                }
            }
        }
        return complete;
    }

    private boolean isCompiledHere(TypeElement owner) {
        TypeElement original = elements.getTypeElement(owner.getQualifiedName().toString());
        return original != null && host.isSource(original);
    }

    private boolean inCatalog(MachineReference machine) {
        String name =
                machine.packageName().isEmpty() ? machine.catalog() : machine.packageName() + "." + machine.catalog();
        TypeElement catalog = elements.getTypeElement(name);
        return catalog != null
                && catalog.getEnclosedElements().stream()
                        .anyMatch(member -> member.getSimpleName().contentEquals(machine.accessor()));
    }
}
