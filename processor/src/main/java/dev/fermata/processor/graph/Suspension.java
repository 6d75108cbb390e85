package dev.fermata.processor.graph;

import com.sun.source.tree.Tree;
import dev.fermata.processor.model.Suspensions;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import org.jspecify.annotations.Nullable;

/**
 * A call at which the run may be suspended.
 *
 * @param call the call on arguments that are already evaluated; for a sleep, its duration; for a saved value, that;
 *     for machines, the arguments they are started with
 * @param result where the returned value goes; null when nobody reads it
 */
public record Suspension(
        String label,
        int line,
        Tree tree,
        Suspensions.Kind kind,
        ExecutableElement method,
        Code call,
        @Nullable Variable result,
        Route route) {

    /** What the callee is found by, for as long as it is at work. */
    public Set<Variable> kept() {
        return route instanceof Route.Helper helper && helper.receiver() != null
                ? helper.receiver().read()
                : Set.of();
    }

    /** Everything that is evaluated when the suspension is handed to the engine. */
    public Code evaluated() {
        if (route instanceof Route.Branches branches) {
            return new Code().add(call).add(branches.count()).add(branches.concurrency());
        }
        if (route instanceof Route.Helper helper && helper.receiver() != null) {
            return new Code().add(call).add(helper.receiver());
        }
        return call;
    }
}
