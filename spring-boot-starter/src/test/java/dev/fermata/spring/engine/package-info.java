/** How the engine is put together from beans and properties. */
@NullMarked
package dev.fermata.spring.engine;

import org.jspecify.annotations.NullMarked;
