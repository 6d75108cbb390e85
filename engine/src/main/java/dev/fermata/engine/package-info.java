/** The engine's facade. Nothing below imports it. */
@NullMarked
package dev.fermata.engine;

import org.jspecify.annotations.NullMarked;
