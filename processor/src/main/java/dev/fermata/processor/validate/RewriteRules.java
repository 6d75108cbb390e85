package dev.fermata.processor.validate;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import dev.fermata.processor.diagnostic.Code;
import dev.fermata.processor.diagnostic.Refusal;
import dev.fermata.processor.model.AttributedTask;
import java.util.Set;
import java.util.function.Consumer;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/**
 * Refuses Lombok annotations that would change the body of a task: a task is compiled from its text, so the change would
 * be lost. Looked for in the text too, since Lombok takes them out of the trees before other processors see them.
 */
public final class RewriteRules {

    private static final Set<String> REWRITERS = Set.of(
            "lombok.SneakyThrows",
            "lombok.Synchronized",
            "lombok.Locked",
            "lombok.Locked.Read",
            "lombok.Locked.Write",
            "lombok.NonNull",
            "lombok.Cleanup");
    private static final String EXTENSIONS = "lombok.experimental.ExtensionMethod";

    private RewriteRules() {}

    public static void check(AttributedTask task, Consumer<Refusal> refusals) {
        TreePathScanner<@Nullable Void, @Nullable Void> scanner = new TreePathScanner<>() {
            @Override
            public @Nullable Void visitAnnotation(AnnotationTree annotation, @Nullable Void none) {
                Element type =
                        task.unit().trees().getElement(new TreePath(getCurrentPath(), annotation.getAnnotationType()));
                if (type instanceof TypeElement element
                        && REWRITERS.contains(element.getQualifiedName().toString())) {
                    refusals.accept(refusal(annotation, element, task));
                }
                return null;
            }

            @Override
            public @Nullable Void visitClass(ClassTree local, @Nullable Void none) {
                // Lombok in a local class changes that class, which is compiled as it stands
                return null;
            }
        };
        scanner.scan(task.path(), null);
        task.owner().getAnnotationMirrors().stream()
                .map(annotation -> (TypeElement) annotation.getAnnotationType().asElement())
                .filter(type -> type.getQualifiedName().contentEquals(EXTENSIONS))
                .forEach(type -> refusals.accept(refusal(task.path().getLeaf(), type, task)));
    }

    private static Refusal refusal(Tree at, TypeElement annotation, AttributedTask task) {
        return new Refusal(
                Code.LOMBOK_REWRITE,
                at,
                annotation.getSimpleName(),
                task.method().getSimpleName());
    }
}
