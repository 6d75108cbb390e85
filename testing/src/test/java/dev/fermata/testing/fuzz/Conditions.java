package dev.fermata.testing.fuzz;

/** Expressions of kind boolean. */
final class Conditions {

    private final Grammar g;

    Conditions(Grammar g) {
        this.g = g;
    }

    private String operand(Kind kind, Scope scope, Position position, int depth) {
        return g.values.value(kind, scope, position, depth).operand();
    }

    Expr value(Scope scope, int depth) {
        return switch (scope.draw.below(11)) {
            case 0, 1, 2 -> compared(scope, depth);
            case 3, 4 ->
                Expr.of(operand(Kind.BOOLEAN, scope, Position.SHORT_CIRCUIT_LEFT, depth)
                        + scope.draw.of(" && ", " || ")
                        + operand(Kind.BOOLEAN, scope, Position.SHORT_CIRCUIT_RIGHT, depth));
            case 5 -> Expr.of("!" + operand(Kind.BOOLEAN, scope, Position.NEGATED, depth));
            case 6 ->
                Expr.of(operand(Kind.BOOLEAN, scope, Position.OPERAND_LEFT, depth)
                        + scope.draw.of(" & ", " | ", " ^ ")
                        + operand(Kind.BOOLEAN, scope, Position.OPERAND_RIGHT, depth));
            case 7 -> instance(scope, depth);
            case 8 -> identity(scope, depth);
            case 9 ->
                Expr.atom(operand(Kind.STRING, scope, Position.RECEIVER, depth)
                        + ".equals("
                        + g.values
                                .value(Kind.STRING, scope, Position.FIRST_ARGUMENT, depth)
                                .text() + ")");
            default ->
                Expr.atom("t(\"" + scope.plan.unique("c") + "\", "
                        + g.values
                                .value(Kind.BOOLEAN, scope, Position.LATER_ARGUMENT, depth)
                                .text() + ")");
        };
    }

    private Expr compared(Scope scope, int depth) {
        Kind kind = scope.draw.of(Kind.INT, Kind.INT, Kind.INT, Kind.LONG, Kind.CHAR, Kind.DOUBLE, Kind.BOXED);
        String operator = kind == Kind.BOXED
                ? scope.draw.of(" < ", " >= ")
                : scope.draw.of(" < ", " > ", " == ", " != ", " <= ", " >= ");
        return Expr.of(operand(kind, scope, Position.COMPARED_LEFT, depth)
                + operator
                + operand(kind, scope, Position.COMPARED_RIGHT, depth));
    }

    private Expr identity(Scope scope, int depth) {
        Kind kind = scope.draw.of(Kind.COLOR, Kind.CELL, Kind.LIST, Kind.INTS);
        return Expr.of(operand(kind, scope, Position.COMPARED_LEFT, depth)
                + scope.draw.of(" == ", " != ")
                + operand(kind, scope, Position.COMPARED_RIGHT, depth));
    }

    /** Type patterns whose variable is used in the same condition. */
    private Expr instance(Scope scope, int depth) {
        String object = operand(Kind.SHAPE, scope, Position.INSTANCEOF, depth);
        if (scope.draws(30)) {
            return Expr.of(object + " instanceof Dot");
        }
        String binding = scope.plan.unique("p");
        if (scope.plan.release >= 21 && scope.draws(50)) {
            String side = scope.plan.unique("p");
            return Expr.of(object + " instanceof Box(int " + side + ", var " + binding + ") && " + side + " > 1 && "
                    + binding + " != " + operand(Kind.COLOR, scope, Position.COMPARED_RIGHT, depth));
        }
        Scope inside = scope.block(scope.construct);
        inside.constant(binding + ".size()", Kind.INT);
        return Expr.of(object + " instanceof Dot " + binding + " && "
                + g.values
                        .value(Kind.INT, inside, Position.COMPARED_LEFT, depth)
                        .operand() + " >= " + binding
                + ".size()");
    }
}
