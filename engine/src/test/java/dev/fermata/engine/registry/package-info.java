@NullMarked
package dev.fermata.engine.registry;

import org.jspecify.annotations.NullMarked;
