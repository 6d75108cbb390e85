/** The tables of Fermata: migrations, and whether a database has them. */
@NullMarked
package dev.fermata.schema;

import org.jspecify.annotations.NullMarked;
