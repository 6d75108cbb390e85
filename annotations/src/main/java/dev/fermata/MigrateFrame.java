package dev.fermata;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method that makes a live variable of a task or helper out of those that runs of an earlier build have stored.
 * It is called when such a run is resumed where the variable is needed and is not stored under its name and type.
 *
 * <pre>{@code
 * @MigrateFrame(task = "process-order", variable = "total")
 * Money total(@Old("amount") BigDecimal amount) {
 *     return Money.euros(amount);
 * }
 * }</pre>
 *
 * <p>Every parameter carries {@link Old}; the method applies where all of them are stored with the types it declares. It
 * stands in the class of the task, may use fields of the class, and calls no step. What it throws parks the run as
 * PENDING_VERSION with the reason. It can go once no run of that build is left.
 *
 * <p>What it says of a task or helper holds in its branches too, for their own variables as for those they capture. That of
 * a {@link Suspends} helper stands in the helper's class and is static, since it is called before the run has found the
 * helper's object.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface MigrateFrame {

    /** {@link Task#id()} of a task of the same class; empty for a helper. */
    String task() default "";

    /** Name of a {@link Suspends} method of the same class, instead of {@link #task()}. */
    String helper() default "";

    /** The variable it makes, by its name in this build. The method's result has exactly its type. */
    String variable();

    /**
     * Label of the suspension point it is for, as this build names it; in a branch behind the branch's name, {@code
     * all#1/0 | fetch#1}. Default: every one where the variable is live.
     */
    String at() default "";
}
