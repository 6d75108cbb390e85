/** Tasks compiled in memory and driven without an engine. */
@NullMarked
package dev.fermata.processor.lower;

import org.jspecify.annotations.NullMarked;
