/** Which variables each resume point needs, where they are kept, and whether they can be stored. */
@NullMarked
package dev.fermata.processor.liveness;

import org.jspecify.annotations.NullMarked;
