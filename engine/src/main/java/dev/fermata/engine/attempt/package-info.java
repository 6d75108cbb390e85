/** Executes a claimed run: steps its machine, calls the user's steps, and maps each outcome to exactly one write. */
@NullMarked
package dev.fermata.engine.attempt;

import org.jspecify.annotations.NullMarked;
