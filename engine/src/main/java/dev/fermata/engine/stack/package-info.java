/** The machines of one run that are in progress, each called by the one below it. */
@NullMarked
package dev.fermata.engine.stack;

import org.jspecify.annotations.NullMarked;
