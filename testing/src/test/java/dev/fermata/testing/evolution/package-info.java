/** What becomes of runs when their tasks change: the tables of docs/evolution.md, executed. */
@NullMarked
package dev.fermata.testing.evolution;

import org.jspecify.annotations.NullMarked;
