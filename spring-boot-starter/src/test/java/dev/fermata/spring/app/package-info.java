/** A small application with one task, and what the processor would generate for it. */
@NullMarked
package dev.fermata.spring.app;

import org.jspecify.annotations.NullMarked;
