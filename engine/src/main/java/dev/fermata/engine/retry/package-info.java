/** How often something is tried and how long is waited in between. The only package that knows Resilience4j. */
@NullMarked
package dev.fermata.engine.retry;

import org.jspecify.annotations.NullMarked;
