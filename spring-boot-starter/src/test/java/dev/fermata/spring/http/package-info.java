/** Tests of the HTTP API. */
@NullMarked
package dev.fermata.spring.http;

import org.jspecify.annotations.NullMarked;
