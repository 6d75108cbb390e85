package dev.fermata;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method as a durable task: the whole of one execution. The annotation processor compiles the method into a
 * checkpointing state machine; calling it directly stays plain Java.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Task {

    /**
     * The durable name of the task: letters, digits, {@code .}, {@code _} and {@code -}, at most 128 characters, starting
     * with a letter or digit. It is stored with every run, so it survives renaming the method; it must be unique in an
     * application.
     */
    String id();

    /** The queue that runs of this task wait in. Default: {@code default}. Overridden by {@code fermata.tasks.<id>.queue}. */
    String queue() default "default";

    /**
     * How often the code between two steps is tried, and the policy of steps that have none of their own. Default:
     * {@code fermata.retry.*}. Overridden by {@code fermata.tasks.<id>.retry.*}. At most one element.
     */
    Retry[] retry() default {};
}
