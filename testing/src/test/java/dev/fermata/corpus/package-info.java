/** The corpus: task methods over the whole of Java, each equal to itself compiled, whatever fails and wherever it crashes. */
@NullMarked
package dev.fermata.corpus;

import org.jspecify.annotations.NullMarked;
