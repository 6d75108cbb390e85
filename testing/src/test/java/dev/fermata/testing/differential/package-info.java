@NullMarked
package dev.fermata.testing.differential;

import org.jspecify.annotations.NullMarked;
