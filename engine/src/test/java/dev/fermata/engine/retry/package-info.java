@NullMarked
package dev.fermata.engine.retry;

import org.jspecify.annotations.NullMarked;
