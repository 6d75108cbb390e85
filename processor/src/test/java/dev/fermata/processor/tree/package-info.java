@NullMarked
package dev.fermata.processor.tree;

import org.jspecify.annotations.NullMarked;
