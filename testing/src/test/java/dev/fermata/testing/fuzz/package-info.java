/** Random task methods, and their run under the differential harness. */
@NullMarked
package dev.fermata.testing.fuzz;

import org.jspecify.annotations.NullMarked;
