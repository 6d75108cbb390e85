/** What tasks of the corpus use from another package and another module: compiled classes, of which there is no source. */
@NullMarked
package dev.fermata.corpus.elsewhere;

import org.jspecify.annotations.NullMarked;
