/** A cluster of the example whose nodes are killed. */
@NullMarked
package dev.fermata.example.crash;

import org.jspecify.annotations.NullMarked;
