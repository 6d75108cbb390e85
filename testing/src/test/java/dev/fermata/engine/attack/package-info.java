/** Attacks on a cluster of real processes: killed, frozen and halted at named places, and what must hold afterwards. */
@NullMarked
package dev.fermata.engine.attack;

import org.jspecify.annotations.NullMarked;
