/**
 * The differential harness: runs a task method as plain Java and compiled, crashes the compiled one through the production
 * frame codec at its suspension points, and compares everything that can be observed.
 */
@NullMarked
package dev.fermata.testing.differential;

import org.jspecify.annotations.NullMarked;
