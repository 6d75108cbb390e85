@NullMarked
package dev.fermata.engine.checkpoint;

import org.jspecify.annotations.NullMarked;
