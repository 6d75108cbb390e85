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

    /** What the method or branch returns; null for nothing. */
    final @Nullable Kind result;

    /** Whether this is the outermost block of a branch, which has copies of what it captures. */
    private boolean branch;

    private Scope(Plan plan, Construct construct, @Nullable Kind result, int depth) {
        this.plan = plan;
        this.draw = plan.draw;
        this.construct = construct;
        this.parent = null;
        this.suspends = true;
        this.attempt = new Attempt();
        this.jumps = new Jumps(null, null);
        this.depth = depth;
        this.result = result;
    }

    static Scope task(Plan plan) {
        return new Scope(plan, Construct.STRAIGHT, plan.result, 0);
    }

    static Scope helper(Plan plan, @Nullable Kind result) {
        return new Scope(plan, Construct.HELPER, result, 2);
    }

    private Scope(Scope parent, Construct construct, Attempt attempt, Jumps jumps) {
        this(parent, construct, attempt, jumps, parent.result);
    }

    private Scope(Scope parent, Construct construct, Attempt attempt, Jumps jumps, @Nullable Kind result) {
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
        this.result = result;
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

    Scope branch(@Nullable Kind of) {
        Scope body = new Scope(this, Construct.BRANCH, new Attempt(), new Jumps(null, null), of);
        body.branch = true;
        body.frozen = false;
        body.tries = true;
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
        boolean beyond = false;
        for (Scope scope = this; scope != null; scope = scope.parent) {
            for (Variable variable : scope.variables) {
                if (!beyond || variable.value()) {
                    all.add(variable);
                }
            }
            beyond |= scope.branch;
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
        return caught != null || parent == null || captured || branch ? caught : parent.caught();
    }

    boolean draws(int percent) {
        return draw.chance(percent);
    }

    /** Whether what is written here does not suspend: the compiler copies it, so that little of it is enough. */
    boolean copied() {
        return !suspends || !plan.sitesLeft();
    }

    /** Whether a step is called at the next place. */
    boolean step(int percent) {
        return suspends && plan.sitesLeft() && draw.chance(depth == 0 ? percent / 3 : percent);
    }
}
