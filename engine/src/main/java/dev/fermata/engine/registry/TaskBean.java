package dev.fermata.engine.registry;

/**
 * An object whose class declares tasks.
 *
 * @param bean what the container injects, possibly a proxy; steps are called on it
 * @param target the unproxied object; fields and helper methods are read from it, and its class is searched for tasks
 */
public record TaskBean(Object bean, Object target) {

    /** An object that no proxy stands in front of. */
    public static TaskBean of(Object bean) {
        return new TaskBean(bean, bean);
    }
}
