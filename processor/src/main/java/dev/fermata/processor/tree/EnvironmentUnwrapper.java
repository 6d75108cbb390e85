package dev.fermata.processor.tree;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Optional;
import javax.annotation.processing.ProcessingEnvironment;

/** Finds javac's own environment inside the ones that Gradle and IntelliJ hand to processors. */
final class EnvironmentUnwrapper {

    private static final int DEEPEST = 8;

    private EnvironmentUnwrapper() {}

    static ProcessingEnvironment unwrap(ProcessingEnvironment environment) {
        ProcessingEnvironment current = environment;
        for (int depth = 0; depth < DEEPEST; depth++) {
            if (current.getClass().getName().startsWith("com.sun.tools.javac.")) {
                return current;
            }
            ProcessingEnvironment wrapper = current;
            Optional<ProcessingEnvironment> inner = intellij(wrapper).or(() -> gradle(wrapper));
            if (inner.isEmpty() || inner.get() == current) {
                return current;
            }
            current = inner.get();
        }
        return current;
    }

    private static Optional<ProcessingEnvironment> intellij(ProcessingEnvironment wrapper) {
        try {
            // public contract of IntelliJ's build process, made for processors that need Trees
            Class<?> wrappers = Class.forName(
                    "org.jetbrains.jps.javac.APIWrappers",
                    true,
                    wrapper.getClass().getClassLoader());
            Method unwrap = wrappers.getDeclaredMethod("unwrap", Class.class, Object.class);
            return Optional.ofNullable(
                    (ProcessingEnvironment) unwrap.invoke(null, ProcessingEnvironment.class, wrapper));
        } catch (ReflectiveOperationException | ClassCastException e) {
            return Optional.empty();
        }
    }

    private static Optional<ProcessingEnvironment> gradle(ProcessingEnvironment wrapper) {
        for (Class<?> type = wrapper.getClass(); type != null; type = type.getSuperclass()) {
            Optional<ProcessingEnvironment> inner = delegate(wrapper, type);
            if (inner.isPresent()) {
                return inner;
            }
        }
        return Optional.empty();
    }

    private static Optional<ProcessingEnvironment> delegate(ProcessingEnvironment wrapper, Class<?> type) {
        try {
            Field delegate = type.getDeclaredField("delegate");
            delegate.setAccessible(true);
            return delegate.get(wrapper) instanceof ProcessingEnvironment inner ? Optional.of(inner) : Optional.empty();
        } catch (ReflectiveOperationException | RuntimeException e) {
            // not this class of the hierarchy, or closed to us: the next one may have it
            return Optional.empty();
        }
    }
}
