package dev.fermata.testing.fuzz;

import java.util.List;
import java.util.function.Supplier;

/** Calls that suspend the task, at every position where an expression may stand. */
final class Calls {

    private final Grammar g;

    Calls(Grammar g) {
        this.g = g;
    }

    Expr step(Kind kind, Scope scope, Position position, int depth) {
        int site = scope.plan.site(position, scope);
        List<Helpers.Helper> helpers = g.helpers.of(kind);
        if (!helpers.isEmpty() && scope.draws(35)) {
            return Expr.atom(g.helpers.call(scope.draw.of(helpers), site, scope, depth - 1));
        }
        if (depth > 0 && scope.draws(4)) {
            return saved(kind, site, scope, depth - 1);
        }
        if (depth > 0 && scope.draws(kind == Kind.LIST ? 25 : 4) && scope.plan.entersFork()) {
            Expr fork = g.forks.value(kind, site, scope);
            scope.plan.leavesFork();
            return fork;
        }
        boolean generic = !kind.primitive() && scope.draws(10);
        String text = generic ? generic(kind, site, scope, depth - 1) : typed(kind, site, scope, depth - 1);
        return Expr.atom(!generic && scope.draws(10) ? "this." + text : text);
    }

    private String generic(Kind kind, int site, Scope scope, int depth) {
        String value = argument(kind, scope, depth);
        return (scope.draws(40) ? "this.<" + kind.type + ">" : "") + "same(" + site + ", " + value + ")";
    }

    private String typed(Kind kind, int site, Scope scope, int depth) {
        Supplier<String> number = () -> argument(Kind.INT, scope, depth);
        return switch (kind) {
            case INT -> integer(site, scope, depth);
            case LONG -> "big(" + site + ", " + argument(Kind.LONG, scope, depth) + ")";
            case BOOLEAN -> "flag(" + site + ", " + number.get() + ")";
            case CHAR -> "letter(" + site + ", " + number.get() + ")";
            case DOUBLE -> "half(" + site + ", " + number.get() + ")";
            case STRING -> "text(" + site + ", " + argument(anything(scope), scope, depth) + ")";
            case BOXED -> "box(" + site + ", " + number.get() + ")";
            case INTS -> "array(" + site + ", " + number.get() + ", " + number.get() + ")";
            case LIST -> "list(" + site + ", " + number.get() + ", " + number.get() + ")";
            case MAP -> "map(" + site + ", " + argument(Kind.STRING, scope, depth) + ", " + number.get() + ")";
            case PAIR -> "pair(" + site + ", " + number.get() + ", " + argument(Kind.STRING, scope, depth) + ")";
            case SHAPE -> "shape(" + site + ", " + number.get() + ")";
            case COLOR -> "color(" + site + ", " + number.get() + ")";
            case CELL -> "cell(" + site + ", " + number.get() + ")";
        };
    }

    /** The key is a part of the checkpoint's label, which is found once in a method. */
    Expr saved(Kind kind, int site, Scope scope, int depth) {
        scope.plan.also(site, Position.SAVED, scope);
        String value = g.values
                .value(kind, scope, Position.LATER_ARGUMENT, Math.min(depth, 2))
                .text();
        String call = "Durable.<" + Values.boxed(kind) + ">checkpoint(\"" + scope.plan.unique("k") + "\", ran(" + site
                + ", " + value + "))";
        return kind.primitive() ? Expr.of("(" + kind.type + ") " + call) : Expr.atom(call);
    }

    private String integer(int site, Scope scope, int depth) {
        return switch (scope.draw.below(7)) {
            case 0 -> "fragile(" + site + ", " + argument(Kind.INT, scope, depth) + ")";
            case 1 -> {
                scope.attempt.throwsOops = true;
                yield "risky(" + site + ", " + argument(Kind.INT, scope, depth) + ")";
            }
            case 2 -> "sum(" + site + variableArguments(scope, depth) + ")";
            case 3 -> "grow(" + site + ", " + argument(Kind.CELL, scope, depth) + ")";
            default -> "s(" + site + ", " + argument(Kind.INT, scope, depth) + ")";
        };
    }

    String variableArguments(Scope scope, int depth) {
        StringBuilder text = new StringBuilder();
        for (int i = scope.draw.below(3); i > 0; i--) {
            text.append(", ")
                    .append(g.values
                            .value(Kind.INT, scope, Position.VARIABLE_ARGUMENT, depth)
                            .text());
        }
        return text.toString();
    }

    private String argument(Kind kind, Scope scope, int depth) {
        return g.values
                .value(kind, scope, Position.STEP_ARGUMENT, Math.min(depth, 1))
                .text();
    }

    static Kind anything(Scope scope) {
        return scope.draw.of(Kind.values());
    }

    /** A sleep, whose duration is made of its site alone. */
    String sleep(Scope scope) {
        return "Durable.sleep(nap(" + scope.plan.site(Position.SLEEP, scope) + "))";
    }

    /** A step whose result nobody wants. */
    String effect(Scope scope) {
        int site = scope.plan.site(Position.STATEMENT, scope);
        if (!g.helpers.isEmpty() && scope.draws(35)) {
            return g.helpers.call(scope.draw.of(g.helpers.all()), site, scope, 1);
        }
        return scope.draws(50)
                ? "done(" + site + ", " + argument(anything(scope), scope, 1) + ")"
                : typed(anything(scope), site, scope, 1);
    }
}
