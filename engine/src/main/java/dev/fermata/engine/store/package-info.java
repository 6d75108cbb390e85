/** The ports through which the stages read and write rows. One real implementation: {@code dev.fermata.engine.postgres}. */
@NullMarked
package dev.fermata.engine.store;

import org.jspecify.annotations.NullMarked;
