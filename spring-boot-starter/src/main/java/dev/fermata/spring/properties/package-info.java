/** What {@code fermata.*} says, checked when it is read. */
@NullMarked
package dev.fermata.spring.properties;

import org.jspecify.annotations.NullMarked;
