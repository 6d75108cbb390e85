package dev.fermata.processor.tree;

import java.net.URI;

/**
 * A source file of the user's compilation.
 *
 * @param name the file's simple name, {@code OrderTasks.java}
 */
record SourceText(URI uri, String name, String text) {}
