package dev.fermata.testing.fuzz;

import java.util.List;

/** An expression of any kind: a suspending call, a leaf, or a production of the family of its kind. */
final class Values {

    private final Grammar g;

    Values(Grammar g) {
        this.g = g;
    }

    Expr value(Kind kind, Scope scope, Position position, int depth) {
        if (scope.step(30)) {
            return g.calls.step(kind, scope, position, depth);
        }
        if (depth <= 0 || scope.draws(scope.copied() ? 55 : 20)) {
            return leaf(kind, scope);
        }
        if (scope.draws(14)) {
            return conditional(kind, scope, depth - 1);
        }
        if (scope.draws(6) && !scope.captured) {
            return g.switchValues.value(kind, scope, depth - 1);
        }
        if (scope.draws(6)) {
            return assignment(kind, scope, depth - 1);
        }
        if (scope.draws(7)) {
            return generic(kind, scope, depth - 1);
        }
        return family(kind, scope, depth - 1);
    }

    private Expr family(Kind kind, Scope scope, int depth) {
        return switch (kind) {
            case INT -> g.numbers.integer(scope, depth);
            case LONG -> g.numbers.big(scope, depth);
            case DOUBLE -> g.numbers.real(scope, depth);
            case CHAR -> g.numbers.letter(scope, depth);
            case BOOLEAN -> g.conditions.value(scope, depth);
            case STRING -> g.objects.text(scope, depth);
            case BOXED -> g.objects.boxed(scope, depth);
            case INTS -> g.objects.array(scope, depth);
            case LIST -> g.objects.list(scope, depth);
            case MAP -> g.objects.map(scope, depth);
            case PAIR -> g.objects.pair(scope, depth);
            case SHAPE -> g.objects.shape(scope, depth);
            case COLOR -> g.objects.color(scope, depth);
            case CELL -> g.objects.cell(scope, depth);
        };
    }

    Expr leaf(Kind kind, Scope scope) {
        List<Variable> variables = scope.visible(kind);
        if (!variables.isEmpty() && scope.draws(75)) {
            return Expr.atom(scope.draw.of(variables).name());
        }
        return literal(kind, scope);
    }

    /**
     * What belongs to the task itself, for the receiver of a call with steps in its arguments: an object that a method of
     * the bean hands out is refused there.
     */
    Expr own(Kind kind, Scope scope, Position position, int depth) {
        if (scope.step(35)) {
            return g.calls.step(kind, scope, position, depth);
        }
        if (depth > 0 && scope.draws(10)) {
            return conditional(kind, scope, depth - 1);
        }
        return leaf(kind, scope);
    }

    private Expr literal(Kind kind, Scope scope) {
        Draw draw = scope.draw;
        return switch (kind) {
            case INT -> Expr.atom(draw.of("0", "1", "2", "3", "7", "Integer.MAX_VALUE", "count", "fixed"));
            case LONG -> Expr.atom(draw.of("1L", "5L", "Long.MAX_VALUE", "(1L << 33)"));
            case BOOLEAN ->
                Expr.atom(draw.of(
                        "true",
                        "false",
                        "(count > 2)",
                        "(" + leaf(Kind.INT, scope).operand() + " > 1)"));
            case CHAR -> Expr.atom(draw.of("'x'", "'y'"));
            case DOUBLE -> Expr.atom(draw.of("1.5", "2.0", "Double.NaN"));
            case STRING -> Expr.atom(draw.of("\"q\"", "\"\"", "note", "\"long one\""));
            case BOXED -> Expr.atom(draw.of("((Integer) null)", "Integer.valueOf(300)", "((Integer) 4)"));
            case COLOR -> Expr.atom(draw.of("Color.RED", "Color.GREEN", "Color.BLUE"));
            case SHAPE -> Expr.atom(draw.of("Shape.of(new Dot(2))", "Shape.of(new Box(3, Color.BLUE))"));
            case INTS, LIST, MAP, PAIR, CELL -> Expr.atom(kind.plainest);
        };
    }

    private Expr conditional(Kind kind, Scope scope, int depth) {
        String test =
                value(Kind.BOOLEAN, scope, Position.TERNARY_CONDITION, depth).operand();
        boolean own = kind.mutable();
        String yes = (own ? own(kind, scope, Position.TERNARY_YES, 0) : value(kind, scope, Position.TERNARY_YES, depth))
                .operand();
        String no = (own ? own(kind, scope, Position.TERNARY_NO, 0) : value(kind, scope, Position.TERNARY_NO, depth))
                .operand();
        return Expr.of(test + " ? " + yes + " : " + no);
    }

    private Expr assignment(Kind kind, Scope scope, int depth) {
        List<Variable> targets = scope.assignable(kind);
        if (targets.isEmpty()) {
            return leaf(kind, scope);
        }
        Variable target = scope.draw.of(targets);
        String value = bounded(kind, value(kind, scope, Position.ASSIGNMENT_IN_EXPRESSION, depth));
        return Expr.of(target.name() + " = " + value);
    }

    private Expr generic(Kind kind, Scope scope, int depth) {
        String type = boxed(kind);
        String first =
                value(Kind.BOOLEAN, scope, Position.FIRST_ARGUMENT, depth).text();
        String second = value(kind, scope, Position.GENERIC_ARGUMENT, depth).text();
        String third = value(kind, scope, Position.GENERIC_ARGUMENT, depth).text();
        String call = "FuzzSteps.<" + type + ">pick(" + first + ", " + second + ", " + third + ")";
        // as an object, its identity could be compared, which is nobody's promise
        return kind.primitive() ? Expr.of("(" + kind.type + ") " + call) : Expr.atom(call);
    }

    static String boxed(Kind kind) {
        return switch (kind) {
            case INT -> "Integer";
            case LONG -> "Long";
            case BOOLEAN -> "Boolean";
            case CHAR -> "Character";
            case DOUBLE -> "Double";
            default -> kind.type;
        };
    }

    /** A text that is assigned in a loop must not double in each round. */
    static String bounded(Kind kind, Expr value) {
        return kind == Kind.STRING && !value.atomic() ? "cut(" + value.text() + ")" : value.text();
    }
}
