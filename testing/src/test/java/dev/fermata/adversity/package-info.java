/**
 * Attacks on the engine from outside: the line to the database, the database itself, the clock, and tasks that are poison.
 * Each has a quick form for the test command and a long one, {@code -Dfermata.attacks=long}.
 */
@NullMarked
package dev.fermata.adversity;

import org.jspecify.annotations.NullMarked;
