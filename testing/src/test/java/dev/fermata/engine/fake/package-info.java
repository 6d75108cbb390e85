/** Machines written by hand, as the processor would generate them. */
@NullMarked
package dev.fermata.engine.fake;

import org.jspecify.annotations.NullMarked;
