package dev.fermata.testing.fuzz;

import dev.fermata.testing.fuzz.Jumps.Reach;
import dev.fermata.testing.fuzz.Jumps.Target;

/** If statements, with patterns and jumps, and labelled blocks. */
final class Branches {

    private final Grammar g;

    Branches(Grammar g) {
        this.g = g;
    }

    private String condition(Scope scope) {
        return g.values.value(Kind.BOOLEAN, scope, Position.IF_CONDITION, 3).text();
    }

    boolean choice(Scope scope, Text text) {
        text.line("if (" + condition(scope) + ") {");
        boolean yes = g.statements.block(scope.block(Construct.IF), text);
        if (scope.draws(55)) {
            text.line("}");
            return true;
        }
        if (scope.draws(30)) {
            text.line("} else if (" + condition(scope.block(Construct.IF)) + ") {");
            g.statements.block(scope.block(Construct.IF), text);
            text.line("}");
            return true;
        }
        text.line("} else {");
        boolean no = g.statements.block(scope.block(Construct.IF), text);
        text.line("}");
        return yes || no;
    }

    /** A pattern whose variable is seen by a branch, or by everything behind the statement. */
    boolean pattern(Scope scope, Text text) {
        String binding = scope.plan.unique("p");
        boolean leaks = scope.jumps.mayReturn() && scope.draws(40);
        String object =
                g.values.value(Kind.SHAPE, scope, Position.INSTANCEOF, 2).operand();
        if (leaks) {
            text.line("if (!(" + object + " instanceof Dot " + binding + ")) {");
            Scope branch = scope.block(Construct.IF);
            g.simple.one(branch, text);
            g.statements.returned(branch, text, 2);
            text.line("}");
            scope.constant(binding + ".size()", Kind.INT);
            return true;
        }
        Scope branch = scope.block(Construct.IF);
        if (scope.plan.release >= 21 && scope.draws(60)) {
            String side = scope.plan.unique("p");
            text.line("if (" + object + " instanceof Box(int " + side + ", Color " + binding + ")) {");
            branch.constant(side, Kind.INT);
            branch.constant(binding, Kind.COLOR);
        } else {
            branch.constant(binding + ".size()", Kind.INT);
            text.line("if (" + object + " instanceof Dot " + binding + " && "
                    + g.values
                            .value(Kind.BOOLEAN, branch, Position.SHORT_CIRCUIT_RIGHT, 2)
                            .operand() + ") {");
        }
        g.simple.one(branch, text);
        g.statements.block(branch, text);
        text.line("}");
        return true;
    }

    /** Leaves something, on a condition. */
    boolean jumping(Scope scope, Text text) {
        text.line("if (" + condition(scope) + ") {");
        Scope branch = scope.block(Construct.IF);
        if (scope.draws(50)) {
            g.simple.one(branch, text);
        }
        g.statements.jump(branch, text);
        text.line("}");
        return true;
    }

    boolean labelled(Scope scope, Text text) {
        Target target = new Target(Reach.BLOCK, scope.plan.unique("L"));
        text.line(target.label + ": {");
        boolean completes = g.statements.block(scope.block(Construct.LABELLED, scope.jumps.into(target)), text);
        text.line("}");
        return completes || target.broken;
    }
}
