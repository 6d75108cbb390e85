package dev.fermata.processor.lower;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import dev.fermata.processor.diagnostic.Refusal;
import dev.fermata.processor.graph.Code;
import dev.fermata.processor.graph.LocalType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.TypeElement;

/** Types declared between suspensions become members of the machine, where every state can name them. */
final class LocalTypes {

    private final Lowering lowering;
    private final List<LocalType> hoisted = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    LocalTypes(Lowering lowering) {
        this.lowering = lowering;
    }

    List<LocalType> hoisted() {
        return hoisted;
    }

    void hoist(TreePath path, ClassTree tree) {
        String name = tree.getSimpleName().toString();
        if (lowering.source.element(path) instanceof TypeElement element
                && (lowering.uses.ambiguous(element) || !names.add(name))) {
            throw refused(tree, "has the name of another type that the task uses");
        }
        Code code = new SourceSplicer(lowering, path, Map.of()).splice();
        code.mentioned().stream().findFirst().ifPresent(variable -> {
            throw refused(tree, "captures the variable '" + variable.name() + "'");
        });
        boolean inner = code.parts().stream()
                .anyMatch(part ->
                        part instanceof Code.Verbatim text && text.text().contains(MemberText.TARGET));
        boolean plain = tree.getKind() == Tree.Kind.CLASS && !inner;
        hoisted.add(new LocalType(Code.of(plain ? "static " : "").add(code), lowering.source.line(tree)));
    }

    private static Refusal refused(ClassTree tree, String why) {
        return new Refusal(dev.fermata.processor.diagnostic.Code.LOCAL_CLASS, tree, tree.getSimpleName(), why);
    }
}
