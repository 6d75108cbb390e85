/** The values that the phases of the compiler hand to each other. */
@NullMarked
package dev.fermata.processor.model;

import org.jspecify.annotations.NullMarked;
