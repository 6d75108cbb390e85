/** Tests of the PostgreSQL server that comes with the example. */
@NullMarked
package dev.fermata.example.postgres;

import org.jspecify.annotations.NullMarked;
