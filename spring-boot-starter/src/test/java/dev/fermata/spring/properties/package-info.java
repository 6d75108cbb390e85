/** What the properties of the starter are, and that they say so. */
@NullMarked
package dev.fermata.spring.properties;

import org.jspecify.annotations.NullMarked;
