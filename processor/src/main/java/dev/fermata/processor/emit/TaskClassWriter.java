package dev.fermata.processor.emit;

import dev.fermata.processor.model.CompiledTask;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import javax.annotation.processing.Filer;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.tools.StandardLocation;

/** Writes what is generated from the bodies of a task class, when all of them are compiled: machines, catalog, manifests. */
public final class TaskClassWriter {

    private final Elements elements;
    private final Filer filer;

    public TaskClassWriter(Elements elements, Filer filer) {
        this.elements = elements;
        this.filer = filer;
    }

    /** @param binarySimpleName {@code Outer$Inner} */
    public void write(TypeElement taskClass, String binarySimpleName, List<CompiledTask> tasks) throws IOException {
        String packageName = elements.getPackageOf(taskClass).getQualifiedName().toString();
        String prefix = packageName.isEmpty() ? "" : packageName + ".";
        for (CompiledTask task : tasks) {
            machine(taskClass, prefix, task);
            String resource = ManifestWriter.resource(prefix, task);
            try (Writer manifest = filer.createResource(StandardLocation.CLASS_OUTPUT, "", resource, taskClass)
                    .openWriter()) {
                manifest.write(ManifestWriter.text(task));
            }
        }
        new CatalogWriter(elements, filer).write(taskClass, packageName, binarySimpleName, tasks);
    }

    private void machine(TypeElement taskClass, String prefix, CompiledTask task) throws IOException {
        String simpleName = task.task().machineName();
        try (Writer source =
                filer.createSourceFile(prefix + simpleName, taskClass).openWriter()) {
            source.write(GeneratedCode.marked(task.source(), simpleName, taskClass, elements));
        }
        for (CompiledTask.Branch branch : task.branches()) {
            machine(taskClass, prefix, branch.machine());
        }
    }
}
