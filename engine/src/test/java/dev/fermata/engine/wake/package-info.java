@NullMarked
package dev.fermata.engine.wake;

import org.jspecify.annotations.NullMarked;
