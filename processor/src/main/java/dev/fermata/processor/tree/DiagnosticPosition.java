package dev.fermata.processor.tree;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.SourcePositions;

/** Where javac points at in a tree: at the name of a call or declaration, which may stand lines below its start. */
final class DiagnosticPosition {

    private DiagnosticPosition() {}

    static long of(Tree tree, CompilationUnitTree unit, SourcePositions positions) {
        if (tree instanceof MethodInvocationTree call) {
            return of(call.getMethodSelect(), unit, positions);
        }
        if (tree instanceof MemberSelectTree select) {
            return positions.getEndPosition(unit, select)
                    - select.getIdentifier().length();
        }
        if (tree instanceof MethodTree method && method.getReturnType() != null) {
            return positions.getEndPosition(unit, method.getReturnType());
        }
        if (tree instanceof VariableTree variable && variable.getType() != null) {
            return positions.getEndPosition(unit, variable.getType());
        }
        return positions.getStartPosition(unit, tree);
    }
}
