@NullMarked
package dev.fermata.engine.claim;

import org.jspecify.annotations.NullMarked;
