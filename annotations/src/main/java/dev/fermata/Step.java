package dev.fermata;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method as one unit of work. When a task calls it, its result is saved in a checkpoint, and once that
 * checkpoint is committed the step is never executed again for that call. Called from anywhere else it is a plain
 * method.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Step {

    /** The name in labels, timelines and configuration. Default: the method's name. */
    String name() default "";

    /**
     * How often this step is tried. Default: the task's policy. Overridden by {@code
     * fermata.tasks.<id>.steps.<name>.retry.*}. At most one element.
     */
    Retry[] retry() default {};
}
