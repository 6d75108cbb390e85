/** The door where runs come in: checks them and stores them in the caller's transaction. */
@NullMarked
package dev.fermata.engine.trigger;

import org.jspecify.annotations.NullMarked;
