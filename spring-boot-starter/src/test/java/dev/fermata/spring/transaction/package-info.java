@NullMarked
package dev.fermata.spring.transaction;

import org.jspecify.annotations.NullMarked;
