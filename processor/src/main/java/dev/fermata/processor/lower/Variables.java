package dev.fermata.processor.lower;

import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import dev.fermata.processor.diagnostic.Code;
import dev.fermata.processor.diagnostic.Refusal;
import dev.fermata.processor.graph.Variable;
import java.util.HashMap;
import java.util.Map;
import javax.lang.model.element.Element;
import javax.lang.model.element.NestingKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** The variables the machine knows: those of the lowered text, not those that live and die inside copied statements. */
final class Variables {

    private final TaskSource source;
    private final MemberAccess access;
    private final LocalTypes localTypes;
    private final Map<Element, Variable> known = new HashMap<>();

    Variables(TaskSource source, MemberAccess access, LocalTypes localTypes) {
        this.localTypes = localTypes;
        this.source = source;
        this.access = access;
    }

    @Nullable
    Variable of(@Nullable Element element) {
        return element == null ? null : known.get(element);
    }

    Variable declare(VariableTree tree, VariableElement element) {
        Variable variable = known.get(element);
        return variable != null ? variable : declare(tree, element, element.asType(), Variable.Kind.LOCAL);
    }

    Variable declare(VariableTree tree, VariableElement element, TypeMirror type, Variable.Kind kind) {
        String name = tree.getName().isEmpty() ? "_" : tree.getName().toString();
        if (type.getKind() == TypeKind.DECLARED
                && source.unit().types().asElement(type) instanceof TypeElement declared
                && declared.getNestingKind() == NestingKind.ANONYMOUS) {
            throw new Refusal(Code.ANONYMOUS_TYPE, place(tree), name);
        }
        Variable variable = new Variable(name, type, text(type, place(tree), name), place(tree), kind)
                .castTo(TypeText.cast(type, place(tree), name));
        known.put(element, variable);
        return variable;
    }

    /** A variable of the machine around a branch, as the branch's own. */
    Variable capture(Element element, Variable outer) {
        Variable variable = new Variable(
                        outer.name(),
                        outer.type(),
                        text(outer.type(), outer.declaration(), outer.name()),
                        outer.declaration(),
                        Variable.Kind.PARAMETER)
                .castTo(outer.cast());
        known.put(element, variable);
        return variable;
    }

    /** A parameter that the text does not name. */
    Variable parameter(String name, TypeMirror type, Tree at) {
        return new Variable(name, type, text(type, at, source.text(at)), at, Variable.Kind.PARAMETER);
    }

    /** Attribution gives a {@code var} a type whose position means nothing. */
    private Tree place(VariableTree tree) {
        return source.unit().untyped().contains(tree) && tree.getInitializer() != null ? tree.getInitializer() : tree;
    }

    Variable temporary(String name, TypeMirror type, Tree at) {
        return new Variable(name, type, text(type, at, source.text(at)), at, Variable.Kind.TEMPORARY)
                .castTo(TypeText.cast(type, at, name));
    }

    /** A value that is kept as long as the machine lives, and found again when it is not there. */
    Variable passing(String name, TypeMirror type, Tree at) {
        return new Variable(name, type, text(type, at, source.text(at)), at, Variable.Kind.PASSING).makeField();
    }

    private String text(TypeMirror type, Tree at, String what) {
        access.requireVisible(type, at);
        return TypeText.of(type, at, what.length() > 40 ? what.substring(0, 37) + "..." : what, localTypes::qualifier);
    }
}
