/** The annotation processor: its rounds, and the order in which the phases of the compiler run. */
@NullMarked
package dev.fermata.processor;

import org.jspecify.annotations.NullMarked;
