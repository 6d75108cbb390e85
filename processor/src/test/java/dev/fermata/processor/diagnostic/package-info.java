@NullMarked
package dev.fermata.processor.diagnostic;

import org.jspecify.annotations.NullMarked;
