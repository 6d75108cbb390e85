/** Believable durable tasks. */
@NullMarked
package dev.fermata.example;

import org.jspecify.annotations.NullMarked;
