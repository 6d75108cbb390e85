/** What Fermata costs. One question a file; each names the raw limit it is to be read against. */
@NullMarked
package dev.fermata.benchmarks;

import org.jspecify.annotations.NullMarked;
