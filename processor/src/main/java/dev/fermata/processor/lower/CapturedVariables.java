package dev.fermata.processor.lower;

import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import dev.fermata.processor.graph.Variable;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.lang.model.element.Element;
import org.jspecify.annotations.Nullable;

/** Finds the variables of the machine that a branch reads, in the order of the text. */
final class CapturedVariables extends TreePathScanner<@Nullable Void, @Nullable Void> {

    private final Lowering lowering;
    private final Map<Element, Variable> found = new LinkedHashMap<>();

    private CapturedVariables(Lowering lowering) {
        this.lowering = lowering;
    }

    static Map<Element, Variable> of(Lowering lowering, TreePath branch) {
        CapturedVariables scanner = new CapturedVariables(lowering);
        scanner.scan(branch, null);
        return scanner.found;
    }

    @Override
    public @Nullable Void scan(@Nullable Tree tree, @Nullable Void unused) {
        return tree == null || lowering.source.synthetic(tree) ? null : super.scan(tree, null);
    }

    @Override
    public @Nullable Void visitVariable(VariableTree tree, @Nullable Void unused) {
        if (!lowering.source.unit().untyped().contains(tree)) {
            scan(tree.getType(), null);
        }
        return scan(tree.getInitializer(), null);
    }

    @Override
    public @Nullable Void visitIdentifier(IdentifierTree tree, @Nullable Void unused) {
        Element element = lowering.source.element(getCurrentPath());
        Variable variable = lowering.variables.of(element);
        if (element != null && variable != null) {
            found.put(element, variable);
        }
        return null;
    }
}
