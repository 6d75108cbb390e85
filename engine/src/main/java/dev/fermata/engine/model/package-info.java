/** The values of the engine: what travels between the stages and the store. */
@NullMarked
package dev.fermata.engine.model;

import org.jspecify.annotations.NullMarked;
