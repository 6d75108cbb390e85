/** Makes what attempts write durable, many runs in one commit. */
@NullMarked
package dev.fermata.engine.checkpoint;

import org.jspecify.annotations.NullMarked;
