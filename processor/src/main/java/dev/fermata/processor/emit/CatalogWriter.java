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
 * that a task with hundreds of suspension points stays within the 64 kB of a method. What is a list of names is written as text: javac has to compile
 * all of this, and a text costs it nothing.
 */
final class CatalogWriter {

    private static final int ENTRIES_PER_METHOD = 50;

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

    /** Adds the descriptors of a machine and its branches; answers the field that holds the machine's. */
    private String machines(String packageName, CompiledTask compiled, String name, TypeSpec.Builder catalog) {
        for (CompiledTask.Branch branch : compiled.branches()) {
            AttributedTask task = branch.machine().task();
            MachineReference reference = MachineReference.of(
                    task.owner(), task.machineName(), task.unit().elements());
            String field = machines(packageName, branch.machine(), branch.name(), catalog);
            access(packageName, branch.machine(), reference, field, false, catalog);
        }
        return machine(packageName, compiled, name, catalog);
    }

    /** The field of the catalog that holds the descriptor of a machine. */
    static String descriptor(AttributedTask task) {
        return "machine$" + task.machineName();
    }

    private String machine(String packageName, CompiledTask compiled, String name, TypeSpec.Builder catalog) {
        int index = machines++;
        PointText points = PointText.of(compiled.points());
        CodeBlock.Builder code = CodeBlock.builder()
                .add(
                        "$T.of($S, $T.class, suspensions$L(), $L, $L",
                        MachineDescriptor.class,
                        name,
                        ClassName.get(packageName, compiled.task().machineName()),
                        index,
                        TextLiteral.of(points.variables()),
                        TextLiteral.of(points.points()));
        if (!compiled.callees().isEmpty()) {
            code.add(", () -> $L", callees(compiled));
        }
        suspensions(compiled, index, catalog);
        String field = descriptor(compiled.task());
        catalog.addField(FieldSpec.builder(MachineDescriptor.class, field, Modifier.STATIC, Modifier.FINAL)
                .initializer(code.add(")").build())
                .build());
        return field;
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
        return CodeBlock.of("$T.ofEntries($L)", Map.class, CodeBlock.join(entries, ",\n"));
    }

    /** How other machines reach this one; those of other modules a helper's only. */
    private static void access(
            String packageName,
            CompiledTask compiled,
            MachineReference reference,
            String field,
            boolean open,
            TypeSpec.Builder catalog) {
        Modifier[] modifiers =
                open ? new Modifier[] {Modifier.PUBLIC, Modifier.STATIC} : new Modifier[] {Modifier.STATIC};
        catalog.addMethod(MethodSpec.methodBuilder(reference.accessor())
                .addModifiers(modifiers)
                .returns(MachineDescriptor.class)
                .addStatement("return $L", field)
                .build());
        catalog.addMethod(MethodSpec.methodBuilder(reference.accessor())
                .addModifiers(modifiers)
                .addParameter(Object.class, "target")
                .addParameter(Object.class, "bean")
                .returns(Callee.class)
                .addStatement(
                        "return new $T($L, new $T(target, bean))",
                        Callee.class,
                        field,
                        ClassName.get(packageName, compiled.task().machineName()))
                .build());
    }

    private static MethodSpec task(String packageName, CompiledTask compiled, int index, String field) {
        AttributedTask task = compiled.task();
        return MethodSpec.methodBuilder("task" + index)
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                .returns(TaskDescriptor.class)
                .addStatement(
                        "return new $T($T.method($L), $L, $T::new)",
                        TaskDescriptor.class,
                        TaskDescriptor.class,
                        reference(task.method(), task),
                        field,
                        ClassName.get(packageName, task.machineName()))
                .build();
    }

    private static void suspensions(CompiledTask compiled, int index, TypeSpec.Builder catalog) {
        List<CodeBlock> entries = compiled.suspensions().stream()
                .map(at -> CodeBlock.of(
                        "$T.of($S, $L, $L)",
                        SuspensionPoint.class,
                        at.label(),
                        at.line(),
                        reference(at.method(), compiled.task())))
                .toList();
        MethodSpec.Builder method = MethodSpec.methodBuilder("suspensions" + index)
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                .returns(SuspensionPoint[].class);
        if (entries.size() <= ENTRIES_PER_METHOD) {
            method.addStatement("return new $T[] {$L}", SuspensionPoint.class, CodeBlock.join(entries, ",\n"));
        } else {
            method.addStatement("$T[] all = new $T[$L]", SuspensionPoint.class, SuspensionPoint.class, entries.size());
            for (int from = 0; from < entries.size(); from += ENTRIES_PER_METHOD) {
                String part = "suspensions" + index + "from" + from;
                MethodSpec.Builder filling = MethodSpec.methodBuilder(part)
                        .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                        .addParameter(SuspensionPoint[].class, "all");
                for (int i = from; i < Math.min(from + ENTRIES_PER_METHOD, entries.size()); i++) {
                    filling.addStatement("all[$L] = $L", i, entries.get(i));
                }
                catalog.addMethod(filling.build());
                method.addStatement("$L(all)", part);
            }
            method.addStatement("return all");
        }
        catalog.addMethod(method.build());
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

    private static ParameterizedTypeName listOf(Class<?> type) {
        return ParameterizedTypeName.get(List.class, type);
    }
}
