/** A payment provider, reached over HTTP, that fails now and then. */
@NullMarked
package dev.fermata.example.payments;

import org.jspecify.annotations.NullMarked;
