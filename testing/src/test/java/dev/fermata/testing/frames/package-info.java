@NullMarked
package dev.fermata.testing.frames;

import org.jspecify.annotations.NullMarked;
