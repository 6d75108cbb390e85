package dev.fermata.processor.graph;

import com.sun.source.tree.Tree;
import dev.fermata.processor.model.Suspensions;
import javax.lang.model.element.ExecutableElement;
import org.jspecify.annotations.Nullable;

/**
 * A call at which the run may be suspended.
 *
 * @param call the call on arguments that are already evaluated; for a sleep, its duration
 * @param result where the returned value goes; null when nobody reads it
 * @param proxied interface of the task class that declares the method, for a bean that is a JDK proxy
 */
public record Suspension(
        String label,
        int line,
        Tree tree,
        Suspensions.Kind kind,
        ExecutableElement method,
        Code call,
        @Nullable Variable result,
        @Nullable String proxied) {}
