package dev.fermata.processor.model;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.Trees;
import java.util.Set;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/**
 * A compilation unit attributed in isolation: the user's text (with stubs for members other processors add, after the
 * last user character of their class), fully typed, without touching the outer compilation's trees.
 *
 * @param text what was attributed; every position up to the last body equals the position in the user's file
 * @param untyped variables declared without a type ({@code var}, implicit lambda parameters), compared by identity:
 *     attribution writes synthetic type trees into them that must never be visited
 */
public record AttributedUnit(
        CompilationUnitTree tree, String text, Trees trees, Types types, Elements elements, Set<VariableTree> untyped) {

    public int start(com.sun.source.tree.Tree node) {
        return (int) trees.getSourcePositions().getStartPosition(tree, node);
    }

    public int end(com.sun.source.tree.Tree node) {
        return (int) trees.getSourcePositions().getEndPosition(tree, node);
    }

    public int line(com.sun.source.tree.Tree node) {
        return (int) tree.getLineMap().getLineNumber(start(node));
    }
}
