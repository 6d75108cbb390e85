@NullMarked
package dev.fermata.processor;

import org.jspecify.annotations.NullMarked;
