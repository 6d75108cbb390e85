/** The engine, put together from beans and properties, and its life in the application's. */
@NullMarked
package dev.fermata.spring.engine;

import org.jspecify.annotations.NullMarked;
