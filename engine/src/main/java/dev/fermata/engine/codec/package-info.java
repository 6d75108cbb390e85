/**
 * Turns what a run stores into JSON and back: frames by the declared types of live variables and with object identity,
 * payloads and results as the plain JSON that a caller writes and reads, failures as records. The only package that
 * knows Jackson; never the host's mapper, never default typing, never Java serialization.
 */
@NullMarked
package dev.fermata.engine.codec;

import org.jspecify.annotations.NullMarked;
