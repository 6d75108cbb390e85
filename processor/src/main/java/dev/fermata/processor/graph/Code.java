package dev.fermata.processor.graph;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A stretch of the user's text with holes where the machine differs from the method: variables, state numbers, the bean. */
public final class Code {

    /** A piece of text or a hole. */
    public sealed interface Part {}

    /** Text as it stands. */
    public record Verbatim(String text) implements Part {}

    /**
     * A variable.
     *
     * @param alias name of its per-evaluation copy when a lambda or class captures it, and it is a field
     * @param read false where the text only assigns it
     */
    public record Use(Variable variable, @Nullable String alias, boolean read) implements Part {}

    /** The declaration {@code final T alias = variable;}, needed only when the variable is a field. */
    public record Alias(Variable variable, String alias) implements Part {}

    /** The number of the state to go to. */
    public record State(Block target) implements Part {}

    /** The object whose proxied methods are called: the bean as its class, or as one of its interfaces. */
    public record Bean() implements Part {}

    private final List<Part> parts = new ArrayList<>();
    private final List<Alias> leading = new ArrayList<>();
    private final Set<Variable> defined = new LinkedHashSet<>();

    public static Code of(String text) {
        return new Code().add(text);
    }

    public static Code use(Variable variable) {
        return new Code().add(variable);
    }

    public Code add(String text) {
        if (!text.isEmpty()) {
            parts.add(new Verbatim(text));
        }
        return this;
    }

    public Code add(Variable variable) {
        parts.add(new Use(variable, null, true));
        return this;
    }

    public Code add(Part part) {
        parts.add(part);
        return this;
    }

    public Code add(Block target) {
        parts.add(new State(target));
        return this;
    }

    public Code add(Code other) {
        parts.addAll(other.parts);
        leading.addAll(other.leading);
        defined.addAll(other.defined);
        return this;
    }

    /** Appends {@code variable}, of which the text around it is an assignment. */
    public Code assign(Variable variable) {
        parts.add(new Use(variable, null, false));
        defined.add(variable);
        return this;
    }

    /** Records that evaluating this code may assign {@code variable}. */
    public Code define(Variable variable) {
        defined.add(variable);
        return this;
    }

    /** Records a copy to be declared before the statement that this code becomes part of. */
    public Code leading(Alias alias) {
        leading.add(alias);
        return this;
    }

    public List<Part> parts() {
        return parts;
    }

    public List<Alias> leading() {
        return leading;
    }

    /** Variables that evaluating this code may assign. */
    public Set<Variable> defined() {
        return defined;
    }

    /** Variables that evaluating this code may read. */
    public Set<Variable> read() {
        Set<Variable> read = new LinkedHashSet<>();
        leading.forEach(alias -> read.add(alias.variable()));
        for (Part part : parts) {
            if (part instanceof Use use && use.read()) {
                read.add(use.variable());
            } else if (part instanceof Alias alias) {
                read.add(alias.variable());
            }
        }
        return read;
    }

    /** Every variable that occurs. */
    public Set<Variable> mentioned() {
        Set<Variable> mentioned = new LinkedHashSet<>(defined);
        mentioned.addAll(read());
        return mentioned;
    }

    /** States that evaluating this code may go to. */
    public Set<Block> targets() {
        Set<Block> targets = new LinkedHashSet<>();
        for (Part part : parts) {
            if (part instanceof State state) {
                targets.add(state.target());
            }
        }
        return targets;
    }

    void retarget(UnaryOperator<Block> change) {
        parts.replaceAll(part -> part instanceof State state ? new State(change.apply(state.target())) : part);
    }

    /** Whether this is nothing but the value of a temporary, which needs no further saving. */
    public boolean isTemporary() {
        return parts.size() == 1
                && parts.get(0) instanceof Use use
                && use.variable().temporary();
    }

    /** Whether this is nothing but a variable, which does nothing when it stands as a statement. */
    public boolean isVariable() {
        return parts.size() == 1 && parts.get(0) instanceof Use;
    }
}
