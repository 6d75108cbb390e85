/** The tasks of this application: descriptor, bean, codec and effective policies, found and checked once at start-up. */
@NullMarked
package dev.fermata.engine.registry;

import org.jspecify.annotations.NullMarked;
