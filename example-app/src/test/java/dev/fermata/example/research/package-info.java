/** The agent as plain Java. */
@NullMarked
package dev.fermata.example.research;

import org.jspecify.annotations.NullMarked;
