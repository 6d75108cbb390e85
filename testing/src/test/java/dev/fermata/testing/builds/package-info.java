/** The compiler as build tools run it. */
@NullMarked
package dev.fermata.testing.builds;

import org.jspecify.annotations.NullMarked;
