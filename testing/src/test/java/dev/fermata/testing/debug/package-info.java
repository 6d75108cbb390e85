/** What a debugger sees of a compiled task. */
@NullMarked
package dev.fermata.testing.debug;

import org.jspecify.annotations.NullMarked;
