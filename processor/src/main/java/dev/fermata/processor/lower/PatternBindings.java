package dev.fermata.processor.lower;

import com.sun.source.tree.InstanceOfTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreeScanner;
import dev.fermata.processor.graph.Code;
import dev.fermata.processor.graph.Variable;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.VariableElement;
import org.jspecify.annotations.Nullable;

/**
 * Bindings of patterns that are used outside of the text that matches them: the text binds another name, and copies it
 * into the variable as part of the condition.
 */
final class PatternBindings {

    /** Ends the name that a pattern binds in place of the user's. */
    static final String MARK = "$b";

    private final Lowering lowering;

    PatternBindings(Lowering lowering) {
        this.lowering = lowering;
    }

    static List<VariableTree> in(@Nullable Tree pattern) {
        List<VariableTree> found = new ArrayList<>();
        new TreeScanner<@Nullable Void, @Nullable Void>() {
            @Override
            public @Nullable Void visitVariable(VariableTree tree, @Nullable Void unused) {
                if (!tree.getName().isEmpty()) {
                    found.add(tree);
                }
                return null;
            }
        }.scan(pattern, null);
        return found;
    }

    /** Renames the bindings used outside of {@code root}; answers the conditions that copy them. */
    Code bindOutside(InstanceOfTree test, TreePath root, TextEdits edits) {
        Code copies = new Code();
        for (VariableTree tree : in(test.getPattern())) {
            VariableElement element = lowering.uses.declaredBy(tree);
            if (element != null
                    && (lowering.variables.of(element) != null
                            || lowering.uses.usedOutside(
                                    element,
                                    lowering.source.start(root.getLeaf()),
                                    lowering.source.end(root.getLeaf())))) {
                copies.add(" && $bound(").add(copy(tree, element, edits)).add(")");
            }
        }
        return copies;
    }

    /** Renames one binding; answers the assignment of what it bound to the variable. */
    Code copy(VariableTree tree, VariableElement element, TextEdits edits) {
        Variable variable = declare(tree, element);
        rename(tree, edits);
        return new Code().assign(variable).add(" = " + tree.getName() + MARK);
    }

    Variable declare(VariableTree tree, VariableElement element) {
        Variable variable = lowering.variables.declare(tree, element).makeField();
        lowering.flow.declare(variable, 0);
        return variable;
    }

    void rename(VariableTree tree, TextEdits edits) {
        int end = lowering.source.end(tree);
        edits.replace(end - tree.getName().length(), end, Code.of(tree.getName() + MARK));
    }
}
