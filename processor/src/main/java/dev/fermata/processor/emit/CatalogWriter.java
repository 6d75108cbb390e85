package dev.fermata.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.fermata.machine.Callee;
import dev.fermata.machine.MachineDescriptor;
import dev.fermata.machine.ResumePoint;
import dev.fermata.machine.SuspensionPoint;
import dev.fermata.machine.TaskCatalog;
import dev.fermata.machine.TaskDescriptor;
import dev.fermata.processor.model.AttributedTask;
import dev.fermata.processor.model.CompiledTask;
import dev.fermata.processor.model.MachineReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/**
 * Writes {@code OrderTasks$Fermata}: the descriptors of a class's tasks, and a way to its helpers' machines. Lists are filled by methods of bounded size, so
 * that a task with hundreds of suspension points stays within the 64 kB of a method.
 */
final class CatalogWriter {

    private static final int ENTRIES_PER_METHOD = 50;
    private static final int STRINGS_PER_METHOD = 1500;

    private final Elements elements;
    private int machines;

    CatalogWriter(Elements elements) {
        this.elements = elements;
    }

    JavaFile catalog(TypeElement original, String packageName, String binarySimpleName, List<CompiledTask> tasks) {
        TypeSpec.Builder catalog = GeneratedCode.type(binarySimpleName + TaskCatalog.SUFFIX, original, elements)
                .addModifiers(Modifier.PUBLIC)
                .addSuperinterface(TaskCatalog.class)
                .addJavadoc("The tasks of {@link $T}.\n", ClassName.get(original))
                .addMethod(MethodSpec.constructorBuilder()
                        .addModifiers(Modifier.PUBLIC)
                        .addJavadoc("For {@link $T#of(Class)}.\n", TaskCatalog.class)
                        .build());
        List<CodeBlock> calls = new ArrayList<>();
        for (CompiledTask compiled : tasks) {
            if (compiled.task().isTask()) {
                calls.add(CodeBlock.of("task$L()", calls.size()));
                catalog.addMethod(task(
                        packageName,
                        compiled,
                        calls.size() - 1,
                        machines(packageName, compiled, compiled.task().machineName(), catalog)));
            } else {
                MachineReference reference = MachineReference.of(
                        compiled.task().method(),
                        compiled.task().unit().types(),
                        compiled.task().unit().elements());
                access(
                        packageName,
                        compiled,
                        reference,
                        machines(packageName, compiled, compiled.task().machineName(), catalog),
                        true,
                        catalog);
            }
        }
        catalog.addMethod(MethodSpec.methodBuilder("tasks")
                .addModifiers(Modifier.PUBLIC)
                .addAnnotation(Override.class)
                .returns(listOf(TaskDescriptor.class))
                .addStatement("return $T.of($L)", List.class, CodeBlock.join(calls, ", "))
                .build());
        return GeneratedCode.file(packageName, catalog.build());
    }

    /** Adds the descriptors of a machine and its branches; answers the class that holds the machine's. */
    private String machines(String packageName, CompiledTask compiled, String name, TypeSpec.Builder catalog) {
        for (CompiledTask.Branch branch : compiled.branches()) {
            AttributedTask task = branch.machine().task();
            MachineReference reference = MachineReference.of(
                    task.owner(), task.machineName(), task.unit().elements());
            String holder = machines(packageName, branch.machine(), branch.name(), catalog);
            access(packageName, branch.machine(), reference, holder, false, catalog);
        }
        return machine(packageName, compiled, name, catalog);
    }

    /** A class of its own makes the descriptor once, and not before it is asked for. */
    private String machine(String packageName, CompiledTask compiled, String name, TypeSpec.Builder catalog) {
        int index = machines++;
        ClassName machine = ClassName.get(packageName, compiled.task().machineName());
        MethodSpec.Builder method = MethodSpec.methodBuilder("machine" + index)
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                .returns(MachineDescriptor.class)
                .addStatement("$T suspensions = new $T<>()", listOf(SuspensionPoint.class), ArrayList.class)
                .addStatement("$T points = new $T<>()", listOf(ResumePoint.class), ArrayList.class);
        fill("suspensions", SuspensionPoint.class, index, suspensions(compiled), method, catalog);
        fill("points", ResumePoint.class, index, points(compiled), method, catalog);
        catalog.addMethod(method.addStatement(
                        "return new $T($S, $T.class, suspensions, points, () -> $L)",
                        MachineDescriptor.class,
                        name,
                        machine,
                        callees(compiled))
                .build());
        String holder = "Machine" + index;
        catalog.addType(TypeSpec.classBuilder(holder)
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                .addField(FieldSpec.builder(MachineDescriptor.class, "DESCRIPTOR", Modifier.STATIC, Modifier.FINAL)
                        .initializer("machine$L()", index)
                        .build())
                .build());
        return holder;
    }

    private static CodeBlock callees(CompiledTask compiled) {
        List<CodeBlock> entries = new ArrayList<>();
        for (CompiledTask.Callee callee : compiled.callees()) {
            List<CodeBlock> machines = new ArrayList<>();
            for (MachineReference machine : callee.machines()) {
                machines.add(CodeBlock.of(
                        "$T.$L()", ClassName.get(machine.packageName(), machine.catalog()), machine.accessor()));
            }
            entries.add(CodeBlock.of(
                    "$T.entry($S, $T.of($L))", Map.class, callee.label(), List.class, CodeBlock.join(machines, ", ")));
        }
        return entries.isEmpty()
                ? CodeBlock.of("$T.of()", Map.class)
                : CodeBlock.of("$T.ofEntries($L)", Map.class, CodeBlock.join(entries, ",\n"));
    }

    /** How other machines reach this one; those of other modules a helper's only. */
    private static void access(
            String packageName,
            CompiledTask compiled,
            MachineReference reference,
            String holder,
            boolean open,
            TypeSpec.Builder catalog) {
        Modifier[] modifiers =
                open ? new Modifier[] {Modifier.PUBLIC, Modifier.STATIC} : new Modifier[] {Modifier.STATIC};
        catalog.addMethod(MethodSpec.methodBuilder(reference.accessor())
                .addModifiers(modifiers)
                .returns(MachineDescriptor.class)
                .addStatement("return $L.DESCRIPTOR", holder)
                .build());
        catalog.addMethod(MethodSpec.methodBuilder(reference.accessor())
                .addModifiers(modifiers)
                .addParameter(Object.class, "target")
                .addParameter(Object.class, "bean")
                .returns(Callee.class)
                .addStatement(
                        "return new $T($L.DESCRIPTOR, new $T(target, bean))",
                        Callee.class,
                        holder,
                        ClassName.get(packageName, compiled.task().machineName()))
                .build());
    }

    private static MethodSpec task(String packageName, CompiledTask compiled, int index, String holder) {
        AttributedTask task = compiled.task();
        return MethodSpec.methodBuilder("task" + index)
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                .returns(TaskDescriptor.class)
                .addStatement(
                        "return new $T($T.method($L), $L.DESCRIPTOR, $T::new)",
                        TaskDescriptor.class,
                        TaskDescriptor.class,
                        reference(task.method(), task),
                        holder,
                        ClassName.get(packageName, task.machineName()))
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
