package dev.fermata.processor.validate;

import dev.fermata.Step;
import dev.fermata.Suspends;
import dev.fermata.Task;
import dev.fermata.processor.diagnostic.Code;
import dev.fermata.processor.diagnostic.Finding;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** All rules that need no body: what may be annotated, and with which values. Keeps the task ids of the module. */
public final class DeclarationRules {

    private final Map<String, String> ids = new HashMap<>();

    /** Checks an annotated method of the current round. */
    public void check(ExecutableElement method, Elements elements, Types types, Consumer<Finding> findings) {
        List<Class<?>> roles = List.<Class<?>>of(Task.class, Step.class, Suspends.class).stream()
                .filter(role -> Annotations.find(method, role).isPresent())
                .toList();
        if (roles.size() > 1) {
            findings.accept(Finding.at(
                    method,
                    Code.ROLES_CONFLICT,
                    method.getSimpleName(),
                    roles.get(0).getSimpleName(),
                    roles.get(1).getSimpleName()));
            return;
        }
        TypeRules typeRules = new TypeRules(elements, types);
        Annotations.find(method, Task.class)
                .ifPresent(task -> new TaskRules(method, task, typeRules, findings).check(ids));
        Annotations.find(method, Step.class)
                .ifPresent(step -> new StepRules(method, step, typeRules, findings).check());
        new MigrationRules(method, findings).check();
        Annotations.find(method, Suspends.class).ifPresent(helper -> new HelperRules(method, findings).check());
    }
}
