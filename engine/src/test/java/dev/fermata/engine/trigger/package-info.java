@NullMarked
package dev.fermata.engine.trigger;

import org.jspecify.annotations.NullMarked;
