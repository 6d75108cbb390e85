/** Triggers in the application's transactions. */
@NullMarked
package dev.fermata.spring.transaction;

import org.jspecify.annotations.NullMarked;
