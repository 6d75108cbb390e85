/** Takes runs off the queue, as many as there are free slots. */
@NullMarked
package dev.fermata.engine.claim;

import org.jspecify.annotations.NullMarked;
