/** Rules that a task or step must keep before its body is compiled: signatures, annotation values, foreign rewrites. */
@NullMarked
package dev.fermata.processor.validate;

import org.jspecify.annotations.NullMarked;
