package dev.fermata.testing.postgres;

import javax.sql.DataSource;

/**
 * What a test database holds before its first test. It is created once in a JVM, in a template; every database is a copy
 * of that. Implementations have a constructor without parameters.
 */
@FunctionalInterface
public interface TestSchema {

    void createIn(DataSource template) throws Exception;

    /** Nothing: the database of a test that brings its own tables. */
    final class Empty implements TestSchema {

        @Override
        public void createIn(DataSource template) {
            // a copy of an empty template is an empty database
        }
    }
}
