/** A PostgreSQL server that comes with the example, for those who have none at hand. */
@NullMarked
package dev.fermata.example.postgres;

import org.jspecify.annotations.NullMarked;
