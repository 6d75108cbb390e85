@NullMarked
package dev.fermata.engine.codec;

import org.jspecify.annotations.NullMarked;
