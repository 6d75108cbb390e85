package dev.fermata.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.fermata.machine.MachineDescriptor;
import dev.fermata.machine.ResumePoint;
import dev.fermata.machine.SuspensionPoint;
import dev.fermata.machine.TaskCatalog;
import dev.fermata.machine.TaskDescriptor;
import dev.fermata.processor.model.AttributedTask;
import dev.fermata.processor.model.CompiledTask;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.processing.Filer;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/**
 * Writes {@code OrderTasks$Fermata}: the descriptors of a class's tasks. Lists are filled by methods of bounded size, so
 * that a task with hundreds of suspension points stays within the 64 kB of a method.
 */
final class CatalogWriter {

    private static final int ENTRIES_PER_METHOD = 50;
    private static final int STRINGS_PER_METHOD = 1500;

    private final Elements elements;
    private final Filer filer;

    CatalogWriter(Elements elements, Filer filer) {
        this.elements = elements;
        this.filer = filer;
    }

    void write(TypeElement original, String packageName, String binarySimpleName, List<CompiledTask> tasks)
            throws IOException {
        TypeSpec.Builder catalog = GeneratedCode.type(binarySimpleName + TaskCatalog.SUFFIX, original, elements)
                .addModifiers(Modifier.PUBLIC)
                .addSuperinterface(TaskCatalog.class)
                .addJavadoc("The tasks of {@link $T}.\n", ClassName.get(original))
                .addMethod(MethodSpec.constructorBuilder()
                        .addModifiers(Modifier.PUBLIC)
                        .addJavadoc("For {@link $T#of(Class)}.\n", TaskCatalog.class)
                        .build());
        List<CodeBlock> calls = new ArrayList<>();
        for (int i = 0; i < tasks.size(); i++) {
            calls.add(CodeBlock.of("task$L()", i));
            catalog.addMethod(task(packageName, tasks.get(i), i, catalog));
        }
        catalog.addMethod(MethodSpec.methodBuilder("tasks")
                .addModifiers(Modifier.PUBLIC)
                .addAnnotation(Override.class)
                .returns(listOf(TaskDescriptor.class))
                .addStatement("return $T.of($L)", List.class, CodeBlock.join(calls, ", "))
                .build());
        GeneratedCode.write(packageName, catalog.build(), filer);
    }

    private static MethodSpec task(String packageName, CompiledTask compiled, int index, TypeSpec.Builder catalog) {
        AttributedTask task = compiled.task();
        ClassName machine = ClassName.get(packageName, task.machineName());
        MethodSpec.Builder method = MethodSpec.methodBuilder("task" + index)
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                .returns(TaskDescriptor.class)
                .addStatement("$T suspensions = new $T<>()", listOf(SuspensionPoint.class), ArrayList.class)
                .addStatement("$T points = new $T<>()", listOf(ResumePoint.class), ArrayList.class);
        fill("suspensions", SuspensionPoint.class, index, suspensions(compiled), method, catalog);
        fill("points", ResumePoint.class, index, points(compiled), method, catalog);
        return method.addStatement(
                        "return new $T($T.method($L), new $T($S, $T.class, suspensions, points), $T::new)",
                        TaskDescriptor.class,
                        TaskDescriptor.class,
                        reference(task.method(), task),
                        MachineDescriptor.class,
                        task.machineName(),
                        machine,
                        machine)
                .build();
    }

    private record Entry(CodeBlock code, int strings) {}

    private static List<Entry> suspensions(CompiledTask compiled) {
        List<Entry> entries = new ArrayList<>();
        for (CompiledTask.Suspension at : compiled.suspensions()) {
            entries.add(new Entry(
                    CodeBlock.of(
                            "$T.of($S, $L, $L)",
                            SuspensionPoint.class,
                            at.label(),
                            at.line(),
                            reference(at.method(), compiled.task())),
                    at.method().getParameters().size()));
        }
        return entries;
    }

    private static List<Entry> points(CompiledTask compiled) {
        List<Entry> entries = new ArrayList<>();
        for (CompiledTask.Point point : compiled.points()) {
            CodeBlock.Builder code = CodeBlock.builder()
                    .add(
                            "$T.of($S, $T.$L",
                            ResumePoint.class,
                            point.label(),
                            ResumePoint.Phase.class,
                            ResumePoint.Phase.valueOf(point.phase()));
            for (CompiledTask.Slot slot : point.slots()) {
                code.add(", $S", slot.name().equals(slot.field()) ? slot.name() : slot.name() + "=" + slot.field());
            }
            entries.add(new Entry(code.add(")").build(), point.slots().size()));
        }
        return entries;
    }

    /** {@code Declaring.class, "method", Parameter.class}. */
    private static CodeBlock reference(ExecutableElement method, AttributedTask task) {
        Types types = task.unit().types();
        CodeBlock.Builder code = CodeBlock.builder()
                .add(
                        "$T.class, $S",
                        ClassName.get(MethodReference.type(method, task)),
                        method.getSimpleName().toString());
        for (VariableElement parameter : method.getParameters()) {
            code.add(", $T.class", TypeName.get(types.erasure(parameter.asType())));
        }
        return code.build();
    }

    private static void fill(
            String list,
            Class<?> type,
            int task,
            List<Entry> entries,
            MethodSpec.Builder caller,
            TypeSpec.Builder catalog) {
        int next = 0;
        for (int part = 0; next < entries.size(); part++) {
            String name = list + task + "part" + part;
            MethodSpec.Builder method = MethodSpec.methodBuilder(name)
                    .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                    .addParameter(listOf(type), list);
            int strings = 0;
            for (int count = 0;
                    next < entries.size() && count < ENTRIES_PER_METHOD && strings < STRINGS_PER_METHOD;
                    count++) {
                method.addStatement("$L.add($L)", list, entries.get(next).code());
                strings += entries.get(next++).strings();
            }
            catalog.addMethod(method.build());
            caller.addStatement("$L($L)", name, list);
        }
    }

    private static ParameterizedTypeName listOf(Class<?> type) {
        return ParameterizedTypeName.get(List.class, type);
    }
}
