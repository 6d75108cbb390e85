/** Fermata's part in the application's health. */
@NullMarked
package dev.fermata.spring.health;

import org.jspecify.annotations.NullMarked;
