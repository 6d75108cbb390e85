/**
 * The one PostgreSQL fixture of all tests: a server chosen once for a JVM, a database of its own for every test class, and
 * a clock that tests move instead of sleeping.
 */
@NullMarked
package dev.fermata.testing.postgres;

import org.jspecify.annotations.NullMarked;
