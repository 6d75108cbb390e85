/** Stand-ins for what a unit test must be able to break: stores with faults, and machines written by hand. */
@NullMarked
package dev.fermata.engine.fake;

import org.jspecify.annotations.NullMarked;
