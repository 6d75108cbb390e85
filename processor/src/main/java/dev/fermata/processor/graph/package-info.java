/** The control-flow graph of one task: copied text with holes, blocks, and how they follow each other. */
@NullMarked
package dev.fermata.processor.graph;

import org.jspecify.annotations.NullMarked;
