/** The application's database: that it is PostgreSQL, where it is, and Fermata's tables in it. */
@NullMarked
package dev.fermata.spring.database;

import org.jspecify.annotations.NullMarked;
