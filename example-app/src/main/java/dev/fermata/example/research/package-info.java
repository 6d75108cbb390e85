/** A research agent: a language model that uses tools until it knows the answer. */
@NullMarked
package dev.fermata.example.research;

import org.jspecify.annotations.NullMarked;
