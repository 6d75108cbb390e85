package dev.fermata.processor.emit;

import com.palantir.javapoet.JavaFile;
import dev.fermata.processor.model.CompiledTask;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import javax.annotation.processing.Filer;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.tools.StandardLocation;

/**
 * Writes what is generated from the bodies of a task class, when all of them are compiled: machines, catalog, manifests.
 * They are sources, for the user's compiler to compile and for people to read, unless they have to name private types:
 * then they are class files.
 */
public final class TaskClassWriter {

    private final Elements elements;
    private final Filer filer;
    private final ClassCompiler classes;
    private final Predicate<String> compiledHere;

    /** @param compiledHere whether a class, by its qualified name, is one of this compilation */
    public TaskClassWriter(Elements elements, Filer filer, ClassCompiler classes, Predicate<String> compiledHere) {
        this.elements = elements;
        this.filer = filer;
        this.classes = classes;
        this.compiledHere = compiledHere;
    }

    /** @param binarySimpleName {@code Outer$Inner} */
    public void write(TypeElement taskClass, String binarySimpleName, List<CompiledTask> tasks) throws IOException {
        String packageName = elements.getPackageOf(taskClass).getQualifiedName().toString();
        String prefix = packageName.isEmpty() ? "" : packageName + ".";
        Map<String, String> sources = new LinkedHashMap<>();
        for (CompiledTask task : tasks) {
            machine(taskClass, prefix, task, sources);
            String resource = ManifestWriter.resource(prefix, task);
            try (Writer manifest = filer.createResource(StandardLocation.CLASS_OUTPUT, "", resource, taskClass)
                    .openWriter()) {
                manifest.write(ManifestWriter.text(task));
            }
        }
        JavaFile catalog = new CatalogWriter(elements).catalog(taskClass, packageName, binarySimpleName, tasks);
        String catalogName = prefix + catalog.typeSpec().name();
        sources.put(catalogName, catalog.toString());
        if (tasks.stream().anyMatch(task -> HiddenTypes.in(task.task()))) {
            Map<String, String> seen = new CatalogStubs(compiledHere).of(tasks, catalogName);
            for (Map.Entry<String, byte[]> file :
                    classes.compile(taskClass, sources, seen).entrySet()) {
                try (OutputStream out =
                        filer.createClassFile(file.getKey(), taskClass).openOutputStream()) {
                    out.write(file.getValue());
                }
            }
            return;
        }
        for (Map.Entry<String, String> source : sources.entrySet()) {
            try (Writer out = filer.createSourceFile(source.getKey(), taskClass).openWriter()) {
                out.write(source.getValue());
            }
        }
    }

    private void machine(TypeElement taskClass, String prefix, CompiledTask task, Map<String, String> sources) {
        String simpleName = task.task().machineName();
        sources.put(prefix + simpleName, GeneratedCode.marked(task.source(), simpleName, taskClass, elements));
        for (CompiledTask.Branch branch : task.branches()) {
            machine(taskClass, prefix, branch.machine(), sources);
        }
    }
}
