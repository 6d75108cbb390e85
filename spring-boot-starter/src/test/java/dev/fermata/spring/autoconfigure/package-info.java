/** Applications with the starter, started as a user starts them. */
@NullMarked
package dev.fermata.spring.autoconfigure;

import org.jspecify.annotations.NullMarked;
