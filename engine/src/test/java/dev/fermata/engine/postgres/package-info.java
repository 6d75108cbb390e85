@NullMarked
package dev.fermata.engine.postgres;

import org.jspecify.annotations.NullMarked;
