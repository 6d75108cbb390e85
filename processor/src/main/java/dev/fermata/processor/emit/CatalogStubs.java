package dev.fermata.processor.emit;

import dev.fermata.processor.model.CompiledTask;
import dev.fermata.processor.model.MachineReference;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import javax.lang.model.element.TypeElement;

/** What machines see of the catalogs of other classes of this compilation, which may not have been written yet. */
final class CatalogStubs {

    private static final String CONTRACT = "dev.fermata.machine.";

    private final Predicate<String> compiledHere;
    private final Map<MachineReference, Set<String>> accessors = new LinkedHashMap<>();

    /** @param compiledHere whether a class, by its qualified name, is one of this compilation */
    CatalogStubs(Predicate<String> compiledHere) {
        this.compiledHere = compiledHere;
    }

    /**
     * The sources by qualified name.
     *
     * @param own qualified name of the catalog that is written with the machines
     */
    Map<String, String> of(List<CompiledTask> tasks, String own) {
        tasks.forEach(this::add);
        Map<String, String> stubs = new LinkedHashMap<>();
        accessors.forEach((catalog, names) -> {
            String home = catalog.packageName();
            String name = (home.isEmpty() ? "" : home + ".") + catalog.catalog();
            if (!name.equals(own)) {
                stubs.put(name, text(catalog, names));
            }
        });
        return stubs;
    }

    private void add(CompiledTask task) {
        for (CompiledTask.Callee callee : task.callees()) {
            TypeElement owner =
                    (TypeElement) Objects.requireNonNull(callee.method().getEnclosingElement());
            if (callee.helper() && compiledHere.test(owner.getQualifiedName().toString())) {
                for (MachineReference machine : callee.machines()) {
                    accessors
                            .computeIfAbsent(
                                    new MachineReference(machine.packageName(), machine.catalog(), ""),
                                    catalog -> new LinkedHashSet<>())
                            .add(machine.accessor());
                }
            }
        }
        task.branches().forEach(branch -> add(branch.machine()));
    }

    private static String text(MachineReference catalog, Set<String> names) {
        StringBuilder text = new StringBuilder();
        if (!catalog.packageName().isEmpty()) {
            text.append("package ").append(catalog.packageName()).append("; ");
        }
        text.append("public final class ").append(catalog.catalog()).append(" { ");
        for (String name : names) {
            text.append("public static " + CONTRACT + "MachineDescriptor " + name + "() { throw null; } ")
                    .append("public static " + CONTRACT + "Callee " + name)
                    .append("(Object target, Object bean) { throw null; } ");
        }
        return text.append("}").toString();
    }
}
