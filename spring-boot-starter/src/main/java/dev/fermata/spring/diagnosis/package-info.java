/** Failures at start-up, with what to do about them. */
@NullMarked
package dev.fermata.spring.diagnosis;

import org.jspecify.annotations.NullMarked;
