package dev.fermata.processor.tree;

import com.sun.source.tree.Tree;

/**
 * A tree's place in the user's file.
 *
 * @param start offset of its first character
 * @param end offset after its last character
 * @param kind tells apart trees that share a place, such as a call and the statement it is
 */
public record Span(int start, int end, Tree.Kind kind) {}
