/** The HTTP API: requests checked, handed to the engine, and answered. */
@NullMarked
package dev.fermata.spring.http;

import org.jspecify.annotations.NullMarked;
