package dev.fermata.testing.fuzz;

import dev.fermata.testing.fuzz.Jumps.Mark;
import dev.fermata.testing.fuzz.Scope.Attempt;
import dev.fermata.testing.fuzz.Scope.Caught;
import dev.fermata.testing.fuzz.Variable.Use;
import java.util.List;

/** Try statements, throw statements, and what holds a lock or a resource. */
final class Tries {

    private final Grammar g;

    Tries(Grammar g) {
        this.g = g;
    }

    boolean any(Scope scope, Text text) {
        if (!scope.tries) {
            return g.branches.choice(scope, text);
        }
        List<Mark> before = scope.jumps.marks();
        Attempt inside = new Attempt();
        Attempt outside = new Attempt();
        boolean completes = body(scope.block(Construct.TRY, inside), text);
        int clauses = scope.draw.below(3);
        for (int i = 0; i < clauses; i++) {
            completes |= clause(scope.block(Construct.CATCH, outside), text, inside, i == clauses - 1);
        }
        boolean ends = true;
        if (clauses == 0 || scope.draws(40)) {
            text.line("} finally {");
            List<Mark> after = scope.jumps.marks();
            before.forEach(Mark::restore);
            ends = g.statements.block(scope.block(Construct.FINALLY), text);
            // where it never completes, it swallows the jumps before it
            if (ends) {
                after.forEach(Mark::add);
            }
        }
        text.line("}");
        scope.attempt.throwsOops |= ends && (inside.throwsOops || outside.throwsOops);
        return completes && ends;
    }

    private boolean body(Scope scope, Text text) {
        if (scope.draws(10)) {
            String name = scope.plan.unique("r");
            scope.suspends = false;
            text.line("try (Res " + name + " = new Res("
                    + g.values
                            .value(Kind.INT, scope, Position.CONSTRUCTOR_ARGUMENT, 1)
                            .text() + ")) {");
            scope.constant(name + ".number()", Kind.INT);
        } else {
            text.line("try {");
        }
        if (scope.step(40)) {
            int site = scope.plan.site(Position.STATEMENT, scope);
            text.line("fragile(" + site + ", " + g.values.leaf(Kind.INT, scope).text() + ");");
        }
        return g.statements.block(scope, text);
    }

    /** The first of two takes one type, so that the second is always of use. */
    private boolean clause(Scope scope, Text text, Attempt inside, boolean last) {
        String type;
        boolean oops = false;
        if (inside.throwsOops && scope.draws(50)) {
            type = "Oops";
            oops = true;
        } else if (last) {
            type = scope.draw.of("RuntimeException", "RuntimeException", "Exception");
            oops = type.equals("Exception") && inside.throwsOops;
        } else {
            type = scope.draw.of(
                    "IllegalStateException",
                    "IllegalStateException | ArithmeticException",
                    "NullPointerException | IndexOutOfBoundsException",
                    "Trace.Boom");
        }
        String name = scope.plan.unique("e");
        text.line("} catch (" + type + " " + name + ") {");
        inside.throwsOops &= !oops;
        scope.caught = new Caught(name, type, oops);
        scope.declare(name + ".getClass().getSimpleName()", Kind.STRING, Use.HELD);
        if (type.startsWith("Illegal") || type.equals("Oops")) {
            scope.declare(name + ".getMessage()", Kind.STRING, Use.HELD);
        }
        return g.statements.block(scope, text);
    }

    /** @return false: nothing behind it is reached */
    boolean thrown(Scope scope, Text text) {
        Caught caught = scope.caught();
        if (caught != null && scope.draws(50)) {
            scope.attempt.throwsOops |= caught.oops();
            text.line("throw " + caught.name() + ";");
        } else if (scope.step(60)) {
            int site = scope.plan.site(Position.THROW, scope);
            text.line("throw failure(" + site + ", "
                    + g.values.value(Kind.INT, scope, Position.STEP_ARGUMENT, 1).text() + ");");
        } else if (caught != null && scope.draws(50)) {
            text.line("throw new RuntimeException(" + caught.name() + ");");
        } else if (scope.draws(40)) {
            scope.attempt.throwsOops = true;
            text.line("throw new Oops(" + message(scope) + ");");
        } else {
            text.line("throw new IllegalStateException(" + message(scope) + ");");
        }
        return false;
    }

    private String message(Scope scope) {
        return g.values
                .value(Kind.STRING, scope, Position.CONSTRUCTOR_ARGUMENT, 2)
                .text();
    }

    /** A lock is held across no suspension. */
    boolean held(Scope scope, Text text) {
        if (!scope.tries) {
            return g.branches.labelled(scope, text);
        }
        Scope inside = scope.block(scope.construct);
        inside.suspends = false;
        text.line("synchronized (lock) {");
        boolean completes = g.statements.some(inside, text, 1 + scope.draw.below(2));
        text.line("}");
        return completes;
    }
}
