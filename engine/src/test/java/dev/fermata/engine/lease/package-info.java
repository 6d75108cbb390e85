@NullMarked
package dev.fermata.engine.lease;

import org.jspecify.annotations.NullMarked;
