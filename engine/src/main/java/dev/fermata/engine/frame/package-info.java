/** What of a frame a checkpoint stores, and where the rest of it stands. */
@NullMarked
package dev.fermata.engine.frame;

import org.jspecify.annotations.NullMarked;
