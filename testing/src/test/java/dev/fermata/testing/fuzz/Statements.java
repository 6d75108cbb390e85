package dev.fermata.testing.fuzz;

import java.util.List;
import java.util.function.BiPredicate;

/** Sequences of statements. A production answers whether what it wrote can complete normally, as the language has it. */
final class Statements {

    private static final int DEEPEST = 5;

    private final Grammar g;

    Statements(Grammar g) {
        this.g = g;
    }

    /** @return whether the last one can complete normally */
    boolean some(Scope scope, Text text, int count) {
        for (int i = 0; i < count; i++) {
            if (!one(scope, text)) {
                return false;
            }
        }
        return true;
    }

    /** A block of a statement: between one and three statements, sometimes none of them suspending. */
    boolean block(Scope scope, Text text) {
        if (scope.draws(12)) {
            scope.suspends = false;
        }
        boolean completes = some(scope, text, 1 + scope.draw.below(3));
        if (completes && scope.draws(12)) {
            return jump(scope, text);
        }
        return completes;
    }

    boolean one(Scope scope, Text text) {
        if (!scope.plan.statement() || scope.depth >= DEEPEST || scope.draws(scope.copied() ? 75 : 45)) {
            return g.simple.one(scope, text);
        }
        List<BiPredicate<Scope, Text>> compound = List.of(
                g.branches::choice,
                g.branches::pattern,
                g.switches::old,
                g.switches::arrows,
                g.loops::any,
                g.loops::any,
                g.loops::any,
                g.tries::any,
                g.tries::any,
                g.branches::labelled,
                g.branches::jumping,
                g.tries::held,
                g.forks::statement,
                g.captures::statement);
        return scope.draw.of(compound).test(scope, text);
    }

    /** A jump, a return or a throw: what follows cannot be reached. Completes where nothing can be left. */
    boolean jump(Scope scope, Text text) {
        String jump = scope.draws(70) ? scope.jumps.any(scope.draw) : null;
        if (jump != null) {
            text.line(jump);
            return false;
        }
        if (scope.jumps.mayReturn() && scope.draws(50)) {
            returned(scope, text, 2);
            return false;
        }
        return g.tries.thrown(scope, text);
    }

    void returned(Scope scope, Text text, int depth) {
        text.line(
                scope.result == null
                        ? "return;"
                        : "return "
                                + g.values
                                        .value(scope.result, scope, Position.RETURN, depth)
                                        .text()
                                + ";");
    }
}
