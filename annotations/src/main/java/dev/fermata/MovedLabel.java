package dev.fermata;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says on a task or helper that a suspension point of an earlier build has another label now, as when its call was put
 * into a {@code try} or its step was renamed: runs that stand at the old label go on from the new one.
 *
 * <pre>{@code
 * @Task(id = "process-order")
 * @MovedLabel(from = "charge#1", to = "try/charge#1")
 * }</pre>
 *
 * <p>A fork that moves takes its branches along. A label in a branch stands behind the branch's name, which is the fork's
 * label and, in {@link Durable#all}, the branch's number: {@code all#1/0 | fetch#1}.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(MovedLabel.All.class)
public @interface MovedLabel {

    /** A label that this build no longer has. */
    String from();

    /** A label of this build. */
    String to();

    /** Holds several. */
    @Documented
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface All {

        /** One for each label. */
        MovedLabel[] value();
    }
}
