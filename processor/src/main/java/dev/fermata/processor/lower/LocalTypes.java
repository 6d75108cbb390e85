package dev.fermata.processor.lower;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import dev.fermata.processor.diagnostic.Refusal;
import dev.fermata.processor.graph.Code;
import dev.fermata.processor.graph.LocalType;
import dev.fermata.processor.graph.Variable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.NestingKind;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/** Types declared between suspensions become members of the machine, where every state can name them. */
final class LocalTypes {

    private final Lowering lowering;
    private final List<LocalType> hoisted = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private final Map<Element, String> qualifiers = new HashMap<>();
    private final Map<Element, List<Variable>> captured = new HashMap<>();
    /** How another machine names the types that it can use. */
    private final Map<Element, String> elsewhere = new HashMap<>();

    private final Set<Element> bound = new HashSet<>();
    private final Set<Element> ownBound = new HashSet<>();

    LocalTypes(Lowering lowering) {
        this.lowering = lowering;
    }

    List<LocalType> hoisted() {
        return hoisted;
    }

    /** Makes the types of the machine around a branch known to the branch. */
    void surroundedBy(LocalTypes outer) {
        qualifiers.putAll(outer.elsewhere);
        elsewhere.putAll(outer.elsewhere);
        bound.addAll(outer.bound);
        bound.addAll(outer.ownBound);
    }

    /**
     * What has to stand before the simple name of a type; nothing, unless there is another of that name, or it belongs to
     * the machine around this branch.
     */
    String qualifier(TypeElement type) {
        if (bound.contains(type)) {
            throw new Refusal(
                    dev.fermata.processor.diagnostic.Code.LOCAL_CLASS,
                    lowering.source.declaration(),
                    type.getSimpleName(),
                    "captures variables or uses its task's object, and is used in a branch");
        }
        return qualifiers.getOrDefault(type, "");
    }

    /** The variables that an object made by a constructor takes along. */
    List<Variable> captured(@Nullable Element constructor) {
        if (constructor == null || !(constructor.getEnclosingElement() instanceof TypeElement type)) {
            return List.of();
        }
        Element created = type.getNestingKind() == NestingKind.ANONYMOUS
                ? lowering.source.unit().types().asElement(type.getSuperclass())
                : type;
        return captured.getOrDefault(created, List.of());
    }

    void hoist(TreePath path, ClassTree tree) {
        if (!(lowering.source.element(path) instanceof TypeElement type)) {
            return;
        }
        boolean taken = !names.add(tree.getSimpleName().toString()) || lowering.uses.ambiguous(type);
        String holder = taken ? "$local" + hoisted.size() : "";
        if (taken) {
            qualifiers.put(type, holder + ".");
        }
        Code code = new SourceSplicer(lowering, path, Map.of()).splice();
        String parent = "";
        List<Variable> variables = List.copyOf(code.mentioned());
        if (!variables.isEmpty()) {
            captured.put(type, variables);
            CapturingClass capturing = new CapturingClass(lowering, path, tree, variables);
            code = capturing.text();
            parent = capturing.parent();
        }
        if (tree.getExtendsClause() != null
                && captured.containsKey(lowering.source.element(TaskSource.sub(path, tree.getExtendsClause())))) {
            throw refused(tree, "extends one that captures variables");
        }
        boolean inner = code.parts().stream()
                .anyMatch(part ->
                        part instanceof Code.Verbatim text && text.text().contains(MemberText.TARGET));
        if (inner && taken) {
            throw refused(tree, "uses its task's object and has the name of another type that the task uses");
        }
        if (inner || !variables.isEmpty()) {
            ownBound.add(type);
        } else {
            elsewhere.put(type, lowering.source.task().machineName() + "." + qualifiers.getOrDefault(type, ""));
        }
        boolean plain = tree.getKind() == Tree.Kind.CLASS && !inner;
        Code text = Code.of(taken ? "static final class " + holder + " { " : "")
                .add(parent)
                .add(plain ? "static " : "")
                .add(code)
                .add(taken ? " }" : "");
        hoisted.add(new LocalType(text, lowering.source.line(tree)));
    }

    static Refusal refused(ClassTree tree, String why) {
        return new Refusal(dev.fermata.processor.diagnostic.Code.LOCAL_CLASS, tree, tree.getSimpleName(), why);
    }
}
