/**
 * The ports on PostgreSQL: the only package of the engine that sees SQL, jOOQ or the driver. {@link
 * dev.fermata.engine.postgres.PostgresStore} is the way in.
 */
@NullMarked
package dev.fermata.engine.postgres;

import org.jspecify.annotations.NullMarked;
