package dev.fermata.testing.fuzz;

import dev.fermata.testing.fuzz.Variable.Use;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A block of a program under construction: what can be seen, and what may be done there. */
final class Scope {

    private static final String NAMES = "abcdefghijklmnopqrstuvwxyz";

    final Plan plan;
    final Draw draw;
    final Construct construct;
    final @Nullable Scope parent;
    private final List<Variable> variables = new ArrayList<>();
    private final List<String> reserved = new ArrayList<>();

    /** Whether steps may be called here. */
    boolean suspends;

    /** Whether this is the body of a lambda or class: it sees constants only, and assigns no variable. */
    boolean captured;

    /** Whether this is the body of a lambda that outlives the frame, whose objects are others after a restart. */
    boolean outlives;

    /** Whether a try statement may stand here: inside of a larger expression, javac 17 stumbles over it. */
    boolean tries = true;

    /** Whether a loop walks a list or map here, which must not change under it. */
    boolean frozen;

    /** Whether what is thrown here as {@code Oops} is caught or declared; every task declares it. */
    final Attempt attempt;

    final Jumps jumps;
    final int depth;

    Scope(Plan plan) {
        this.plan = plan;
        this.draw = plan.draw;
        this.construct = Construct.STRAIGHT;
        this.parent = null;
        this.suspends = true;
        this.attempt = new Attempt();
        this.jumps = new Jumps(null, null);
        this.depth = 0;
    }

    private Scope(Scope parent, Construct construct, Attempt attempt, Jumps jumps) {
        this.plan = parent.plan;
        this.draw = parent.draw;
        this.construct = construct;
        this.parent = parent;
        this.suspends = parent.suspends;
        this.captured = parent.captured;
        this.frozen = parent.frozen;
        this.tries = parent.tries;
        this.outlives = parent.outlives;
        this.attempt = attempt;
        this.jumps = jumps;
        this.depth = parent.depth + 1;
    }

    /** An exception in its handler. */
    record Caught(String name, String type, boolean oops) {}

    @Nullable
    Caught caught;

    /** What an enclosing {@code try} has to reckon with. */
    static final class Attempt {
        boolean throwsOops;
    }

    Scope block(Construct of) {
        return new Scope(this, of, attempt, jumps);
    }

    Scope block(Construct of, Jumps reaching) {
        return new Scope(this, of, attempt, reaching);
    }

    Scope block(Construct of, Attempt inside) {
        return new Scope(this, of, inside, jumps);
    }

    Scope lambda() {
        Scope body = new Scope(this, construct, new Attempt(), Jumps.NONE);
        body.captured = true;
        body.suspends = false;
        return body;
    }

    /** The same place, where no step may be called. */
    Scope plain() {
        Scope same = new Scope(this, construct, attempt, jumps);
        same.suspends = false;
        return same;
    }

    /** A name that nothing visible has: names of blocks that have ended are used again. */
    String name() {
        for (int i = 0; ; i++) {
            String name = NAMES.charAt(i % 26) + (i < 26 ? "" : "" + i / 26);
            if (!taken(name)) {
                reserved.add(name);
                return name;
            }
        }
    }

    private boolean taken(String name) {
        return name.equals("t")
                || name.equals("s")
                || reserved.contains(name)
                || (parent != null && parent.taken(name));
    }

    /** The variable of a loop that has ended. */
    void release(String name) {
        reserved.remove(name);
    }

    void reserve(List<String> names) {
        reserved.addAll(names);
    }

    void reserveNamesOf(Scope ended) {
        reserved.addAll(ended.reserved);
    }

    Variable declare(Kind kind, boolean constant) {
        return declare(name(), kind, constant ? Use.CAPTURED : Use.ASSIGNED);
    }

    Variable declare(String name, Kind kind, Use use) {
        Variable variable = new Variable(name, kind, use);
        variables.add(variable);
        return variable;
    }

    /** Something that is no variable, but as constant. */
    void constant(String expression, Kind kind) {
        declare(expression, kind, Use.CAPTURED);
    }

    List<Variable> visible() {
        List<Variable> all = new ArrayList<>();
        for (Scope scope = this; scope != null; scope = scope.parent) {
            all.addAll(scope.variables);
        }
        if (captured) {
            all.removeIf(variable ->
                    !variable.constant() || (outlives && variable.kind().mutable()));
        }
        return all;
    }

    List<Variable> visible(Kind kind) {
        return visible().stream().filter(variable -> variable.kind() == kind).toList();
    }

    List<Variable> assignable(Kind kind) {
        return captured
                ? List.of()
                : visible(kind).stream().filter(Variable::assignable).toList();
    }

    /** The exception that the nearest catch clause around has caught. */
    @Nullable
    Caught caught() {
        return caught != null || parent == null || captured ? caught : parent.caught();
    }

    boolean draws(int percent) {
        return draw.chance(percent);
    }

    /** Whether a step is called at the next place. */
    boolean step(int percent) {
        return suspends && plan.sitesLeft() && draw.chance(depth == 0 ? percent / 3 : percent);
    }
}
