package dev.fermata.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.fermata.Task;
import dev.fermata.TaskTrigger;
import dev.fermata.TriggerCall;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import javax.annotation.processing.Filer;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/** Writes the typed client of a task class: {@code OrderTasksClient}, with one method for each task. */
public final class ClientWriter {

    private final Elements elements;
    private final Filer filer;

    public ClientWriter(Elements elements, Filer filer) {
        this.elements = elements;
        this.filer = filer;
    }

    /** {@code a.b.OrderTasksClient}; for a nested class {@code a.b.Outer_InnerClient}. */
    public static String name(TypeElement taskClass, Elements elements) {
        String prefix = elements.getPackageOf(taskClass).isUnnamed()
                ? ""
                : elements.getPackageOf(taskClass).getQualifiedName() + ".";
        String name = taskClass.getQualifiedName().toString().substring(prefix.length());
        return prefix + name.replace('.', '_') + "Client";
    }

    /** Whether everything a client would mention is known yet. */
    public static boolean resolved(TypeElement taskClass) {
        return tasks(taskClass).stream().allMatch(SignatureTypes::resolved);
    }

    /** Writes the client; a task whose signature no class could repeat is left out (and refused elsewhere). */
    public void write(TypeElement taskClass) throws IOException {
        String packageName = elements.getPackageOf(taskClass).getQualifiedName().toString();
        String qualified = name(taskClass, elements);
        TypeSpec.Builder client = GeneratedCode.type(
                        qualified.substring(qualified.lastIndexOf('.') + 1), taskClass, elements)
                .addJavadoc("Triggers the tasks of {@link $T}.\n", ClassName.get(taskClass))
                .addField(FieldSpec.builder(TaskTrigger.class, "trigger", Modifier.PRIVATE, Modifier.FINAL)
                        .build());
        MethodSpec.Builder constructor = MethodSpec.constructorBuilder()
                .addParameter(TaskTrigger.class, "trigger")
                .addStatement("this.trigger = trigger");
        if (GeneratedCode.isPublic(taskClass)) {
            client.addModifiers(Modifier.PUBLIC);
            constructor.addModifiers(Modifier.PUBLIC);
        }
        client.addMethod(constructor.build());
        tasks(taskClass).stream()
                .filter(SignatureTypes::repeatable)
                .map(ClientWriter::method)
                .forEach(client::addMethod);
        GeneratedCode.file(packageName, client.build()).writeTo(filer);
    }

    private static List<ExecutableElement> tasks(TypeElement taskClass) {
        return ElementFilter.methodsIn(taskClass.getEnclosedElements()).stream()
                .filter(method -> method.getAnnotation(Task.class) != null)
                .toList();
    }

    private static MethodSpec method(ExecutableElement task) {
        TypeName result = task.getReturnType().getKind() == TypeKind.VOID
                ? ClassName.get(Void.class)
                : TypeName.get(task.getReturnType()).box();
        String id = task.getAnnotation(Task.class).id();
        MethodSpec.Builder method = MethodSpec.methodBuilder(
                        task.getSimpleName().toString())
                .addModifiers(Modifier.PUBLIC)
                .addJavadoc("Prepares a run of task {@code $L}.\n", id.replace("$", "$$"))
                .returns(ParameterizedTypeName.get(ClassName.get(TriggerCall.class), result))
                .varargs(task.isVarArgs());
        for (VariableElement parameter : task.getParameters()) {
            method.addParameter(
                    TypeName.get(parameter.asType()), parameter.getSimpleName().toString());
        }
        // one array around all: a single argument that is an array or null would otherwise be taken for the arguments
        String arguments = task.getParameters().stream()
                .map(VariableElement::getSimpleName)
                .collect(Collectors.joining(", ", "{", "}"));
        return method.addStatement(CodeBlock.of(
                        "return this.trigger.prepare($S, $T.asList(new $T[] $L))",
                        id,
                        Arrays.class,
                        Object.class,
                        arguments))
                .build();
    }
}
