package dev.fermata.processor.lower;

import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import org.jspecify.annotations.Nullable;

/** Where the method mentions its variables, and which of its names stand for types and packages. */
final class UseIndex extends TreePathScanner<@Nullable Void, @Nullable Void> {

    private final TaskSource source;
    private final Map<Element, List<Integer>> positions = new HashMap<>();
    private final Map<Tree, VariableElement> declared = new HashMap<>();
    private final Map<Element, TreePath> declarations = new HashMap<>();
    private final Map<String, Set<Element>> types = new HashMap<>();
    private final Set<String> reserved = new HashSet<>(Set.of("java", "dev", "_"));

    UseIndex(TaskSource source) {
        this.source = source;
        scan(source.task().path(), null);
    }

    boolean used(Element variable) {
        return positions.containsKey(variable);
    }

    boolean usedOutside(Element variable, int from, int to) {
        return positions.getOrDefault(variable, List.of()).stream().anyMatch(at -> at < from || at >= to);
    }

    @Nullable
    VariableElement declaredBy(VariableTree tree) {
        return declared.get(tree);
    }

    /** Where the method declares a variable. */
    @Nullable
    TreePath declaration(@Nullable Element variable) {
        return variable == null ? null : declarations.get(variable);
    }

    /** Names that a field of the machine must not hide. */
    Set<String> reserved() {
        return reserved;
    }

    /** Names that several variables of the method have. */
    Set<String> repeated() {
        Set<String> once = new HashSet<>();
        Set<String> repeated = new HashSet<>();
        for (VariableElement variable : declared.values()) {
            String name = variable.getSimpleName().toString();
            if (!once.add(name)) {
                repeated.add(name);
            }
        }
        return repeated;
    }

    /** Whether another type of the same simple name occurs in the method. */
    boolean ambiguous(TypeElement type) {
        return types.getOrDefault(type.getSimpleName().toString(), Set.of()).size() > 1;
    }

    @Override
    public @Nullable Void visitIdentifier(IdentifierTree tree, @Nullable Void unused) {
        Element element = source.element(getCurrentPath());
        if (element == null) {
            return null;
        }
        positions.computeIfAbsent(element, key -> new ArrayList<>()).add(source.start(tree));
        if (element.getKind() == ElementKind.PACKAGE) {
            reserved.add(tree.getName().toString());
        } else if (element instanceof TypeElement) {
            reserved.add(tree.getName().toString());
            types.computeIfAbsent(tree.getName().toString(), key -> new HashSet<>())
                    .add(element);
        }
        return null;
    }

    @Override
    public @Nullable Void visitVariable(VariableTree tree, @Nullable Void unused) {
        if (source.element(getCurrentPath()) instanceof VariableElement element) {
            declared.put(tree, element);
            declarations.put(element, getCurrentPath());
        }
        return super.visitVariable(tree, null);
    }
}
