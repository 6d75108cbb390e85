@NullMarked
package dev.fermata.engine;

import org.jspecify.annotations.NullMarked;
