package dev.fermata.testing.postgres;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives a test class a database of its own, dropped after its last test. Parameters of type {@link TestDatabase} and
 * {@link DatabaseClock} are filled in, in constructors, test and lifecycle methods. Usable as a meta-annotation.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(PostgresExtension.class)
public @interface PostgresFixture {

    /** What the database holds at first. */
    Class<? extends TestSchema> schema() default TestSchema.Empty.class;
}
