package dev.fermata.processor.model;

import javax.lang.model.element.ExecutableElement;

/** Knows which methods suspend a task that calls them. */
@FunctionalInterface
public interface Suspensions {

    /** What calling a method does to the task. */
    enum Kind {
        /** An ordinary call: the text is copied. */
        NONE,
        /** {@code @Step}, on the method or one it overrides. */
        STEP,
        /** {@code @Task}: a child run. */
        TASK,
        /** A user's own {@code @Suspends} helper: a nested frame. */
        HELPER,
        /** {@link dev.fermata.Durable#sleep}. */
        SLEEP,
        /** {@link dev.fermata.Durable#checkpoint}. */
        CHECKPOINT,
        /** {@link dev.fermata.Durable#all}. */
        ALL,
        /** {@link dev.fermata.Durable#map}. */
        MAP
    }

    Kind kindOf(ExecutableElement method);
}
