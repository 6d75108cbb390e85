@NullMarked
package dev.fermata.testing.postgres;

import org.jspecify.annotations.NullMarked;
