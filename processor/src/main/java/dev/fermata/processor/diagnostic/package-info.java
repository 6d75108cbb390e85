/** Everything the compiler says to the user: stable codes, their sentences, and where they are reported. */
@NullMarked
package dev.fermata.processor.diagnostic;

import org.jspecify.annotations.NullMarked;
