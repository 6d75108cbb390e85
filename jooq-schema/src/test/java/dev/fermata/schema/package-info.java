@NullMarked
package dev.fermata.schema;

import org.jspecify.annotations.NullMarked;
