@NullMarked
package dev.fermata.engine.attempt;

import org.jspecify.annotations.NullMarked;
