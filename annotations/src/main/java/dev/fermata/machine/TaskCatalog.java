package dev.fermata.machine;

import java.util.List;
import java.util.Optional;

/**
 * The tasks of one class. Its generated implementation is named after the class ({@code a.b.OrderTasks} → {@code
 * a.b.OrderTasks$Fermata}, nested classes likewise by binary name), so no registry file is needed and incremental builds
 * leave nothing stale.
 */
public interface TaskCatalog {

    /** Suffix of the generated implementation's binary name. */
    String SUFFIX = "$Fermata";

    /** One descriptor for each {@code @Task} method the class declares. */
    List<TaskDescriptor> tasks();

    /** The catalog generated for a class, if the processor has run on it. */
    static Optional<TaskCatalog> of(Class<?> taskClass) {
        try {
            Class<?> generated = Class.forName(taskClass.getName() + SUFFIX, true, taskClass.getClassLoader());
            return Optional.of((TaskCatalog) generated.getDeclaredConstructor().newInstance());
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot create " + taskClass.getName() + SUFFIX, e);
        }
    }
}
