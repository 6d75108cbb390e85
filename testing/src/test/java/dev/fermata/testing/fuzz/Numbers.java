package dev.fermata.testing.fuzz;

import java.util.List;

/** Expressions of the numeric kinds. */
final class Numbers {

    private final Grammar g;

    Numbers(Grammar g) {
        this.g = g;
    }

    private String operand(Kind kind, Scope scope, Position position, int depth) {
        return g.values.value(kind, scope, position, depth).operand();
    }

    private String argument(Kind kind, Scope scope, Position position, int depth) {
        return g.values.value(kind, scope, position, depth).text();
    }

    Expr integer(Scope scope, int depth) {
        return switch (scope.draw.below(16)) {
            case 0, 1, 2 -> arithmetic(Kind.INT, scope, depth);
            case 3 -> traced(Kind.INT, scope, depth);
            case 4 -> Expr.of(scope.draw.of("-", "~", "+") + operand(Kind.INT, scope, Position.NEGATED, depth));
            case 5 -> stepped(scope);
            case 6 -> Expr.of("(int) " + operand(scope.draw.of(Kind.LONG, Kind.DOUBLE), scope, Position.CAST, depth));
            case 7 ->
                Expr.of(scope.draw.of("(int) (byte) (int) ", "(int) (short) (int) ")
                        + operand(Kind.INT, scope, Position.CAST, depth));
            case 8 -> compound(scope, depth);
            case 9 -> element(scope, depth);
            case 10 -> unboxed(scope, depth);
            case 11, 12 -> ofObject(scope, depth);
            case 13 -> function(scope, depth);
            case 14 ->
                Expr.of(operand(Kind.CHAR, scope, Position.OPERAND_LEFT, depth)
                        + " + "
                        + operand(Kind.INT, scope, Position.OPERAND_RIGHT, depth));
            default -> scope.captured ? arithmetic(Kind.INT, scope, depth) : g.captures.call(scope, depth);
        };
    }

    private Expr arithmetic(Kind kind, Scope scope, int depth) {
        String left = operand(kind, scope, Position.OPERAND_LEFT, depth);
        String operator = scope.draw.of("+", "-", "*", "+", "-", "/", "%", "&", "|", "^", "<<", ">>", ">>>");
        String right = operand(kind, scope, Position.OPERAND_RIGHT, depth);
        boolean divides = operator.equals("/") || operator.equals("%");
        return Expr.of(left + " " + operator + " " + (divides && scope.draws(80) ? "(" + right + " | 1)" : right));
    }

    private Expr traced(Kind kind, Scope scope, int depth) {
        String label = scope.plan.unique("v");
        return Expr.atom("t(\"" + label + "\", " + argument(kind, scope, Position.LATER_ARGUMENT, depth) + ")");
    }

    private Expr stepped(Scope scope) {
        List<Variable> targets = scope.assignable(Kind.INT);
        if (targets.isEmpty()) {
            return scope.draws(50) ? Expr.of("count++") : Expr.of("--count");
        }
        String name = scope.draw.of(targets).name();
        return Expr.of(scope.draw.of(name + "++", name + "--", "++" + name, "--" + name));
    }

    private Expr compound(Scope scope, int depth) {
        List<Variable> targets = scope.assignable(Kind.INT);
        if (targets.isEmpty()) {
            return g.values.leaf(Kind.INT, scope);
        }
        String name = scope.draw.of(targets).name();
        String value = argument(scope.draw.of(Kind.INT, Kind.LONG, Kind.CHAR), scope, Position.COMPOUND, depth);
        return Expr.of(name + scope.draw.of(" += ", " -= ", " *= ", " ^= ", " <<= ") + value);
    }

    /** An element of an array: mostly one that it has. */
    private Expr element(Scope scope, int depth) {
        String array = g.values.own(Kind.INTS, scope, Position.ARRAY, depth).operand();
        if (array.startsWith("new ") || array.contains("->")) {
            array = "(" + array + ")";
        }
        int choice = scope.draw.below(10);
        if (choice < 2) {
            return Expr.atom(array + ".length");
        }
        if (choice < 4) {
            return Expr.of(array + "[" + argument(Kind.INT, scope, Position.INDEX, depth) + "]");
        }
        if (choice < 6) {
            boolean step = scope.step(60);
            int site = step ? scope.plan.site(Position.INCREMENTED_INDEX, scope) : 0;
            String index =
                    step ? "index(" + site + ", " + argument(Kind.INT, scope, Position.STEP_ARGUMENT, 1) + ")" : "0";
            return Expr.of(array + "[" + index + "]" + scope.draw.of("++", "--"));
        }
        return Expr.atom(array + "[" + operand(Kind.INT, scope, Position.OPERAND_LEFT, depth) + " & 1]");
    }

    /** Fails where the value is null. */
    private Expr unboxed(Scope scope, int depth) {
        String left = operand(Kind.BOXED, scope, Position.OPERAND_LEFT, depth);
        String right = operand(scope.draw.of(Kind.INT, Kind.BOXED), scope, Position.OPERAND_RIGHT, depth);
        return Expr.of(left + scope.draw.of(" + ", " * ", " - ") + right);
    }

    private Expr ofObject(Scope scope, int depth) {
        return switch (scope.draw.below(9)) {
            case 0 -> Expr.atom(receiver(Kind.STRING, scope, depth) + ".length()");
            case 1 -> Expr.atom(receiver(Kind.PAIR, scope, depth) + ".left()");
            case 2 -> Expr.atom(operand(Kind.CELL, scope, Position.FIELD_OWNER, depth) + ".value");
            case 3 -> Expr.atom(receiver(Kind.LIST, scope, depth) + ".size()");
            case 4 ->
                Expr.of("(int) " + receiver(Kind.LIST, scope, depth) + ".get("
                        + argument(Kind.INT, scope, Position.FIRST_ARGUMENT, Math.min(1, depth)) + ")");
            case 5 -> Expr.atom(receiver(Kind.COLOR, scope, depth) + ".ordinal()");
            case 6 ->
                Expr.of("(int) " + receiver(Kind.MAP, scope, depth) + ".getOrDefault("
                        + argument(Kind.STRING, scope, Position.FIRST_ARGUMENT, depth) + ", "
                        + argument(Kind.INT, scope, Position.LATER_ARGUMENT, depth) + ")");
            case 7 ->
                Expr.atom(receiver(Kind.CELL, scope, depth) + ".plus("
                        + argument(Kind.INT, scope, Position.FIRST_ARGUMENT, depth) + ").value");
            default ->
                Expr.atom(receiver(Kind.STRING, scope, depth) + ".indexOf("
                        + argument(Kind.STRING, scope, Position.FIRST_ARGUMENT, depth) + ")");
        };
    }

    private String receiver(Kind kind, Scope scope, int depth) {
        return kind.mutable()
                ? g.values.own(kind, scope, Position.RECEIVER, depth).operand()
                : operand(kind, scope, Position.RECEIVER, depth);
    }

    private Expr function(Scope scope, int depth) {
        return switch (scope.draw.below(4)) {
            case 0 ->
                Expr.atom("three(" + argument(Kind.INT, scope, Position.FIRST_ARGUMENT, depth) + ", "
                        + argument(Kind.LONG, scope, Position.LATER_ARGUMENT, depth) + ", "
                        + argument(Calls.anything(scope), scope, Position.LATER_ARGUMENT, depth) + ")");
            case 1 ->
                Expr.atom("most(" + argument(Kind.INT, scope, Position.FIRST_ARGUMENT, depth)
                        + g.calls.variableArguments(scope, depth) + ")");
            case 2 ->
                Expr.atom("Math.max(" + argument(Kind.INT, scope, Position.FIRST_ARGUMENT, depth) + ", "
                        + argument(Kind.INT, scope, Position.LATER_ARGUMENT, depth) + ")");
            default -> checked(scope, depth);
        };
    }

    private Expr checked(Scope scope, int depth) {
        if (scope.captured) {
            return Expr.atom("recall()");
        }
        scope.attempt.throwsOops = true;
        return Expr.atom("checked(" + argument(Kind.INT, scope, Position.FIRST_ARGUMENT, depth) + ")");
    }

    Expr big(Scope scope, int depth) {
        return switch (scope.draw.below(5)) {
            case 0 -> Expr.of("(long) " + operand(Kind.INT, scope, Position.CAST, depth));
            case 1 -> traced(Kind.LONG, scope, depth);
            case 2 ->
                Expr.of(operand(Kind.INT, scope, Position.OPERAND_LEFT, depth) + " * "
                        + operand(Kind.LONG, scope, Position.OPERAND_RIGHT, depth));
            default -> arithmetic(Kind.LONG, scope, depth);
        };
    }

    Expr real(Scope scope, int depth) {
        return switch (scope.draw.below(3)) {
            case 0 -> Expr.of("(double) " + operand(Kind.INT, scope, Position.CAST, depth));
            case 1 -> traced(Kind.DOUBLE, scope, depth);
            default ->
                Expr.of(operand(Kind.DOUBLE, scope, Position.OPERAND_LEFT, depth)
                        + scope.draw.of(" + ", " * ", " / ", " - ")
                        + operand(scope.draw.of(Kind.DOUBLE, Kind.INT), scope, Position.OPERAND_RIGHT, depth));
        };
    }

    Expr letter(Scope scope, int depth) {
        return switch (scope.draw.below(3)) {
            case 0 -> Expr.of("(char) (int) " + operand(Kind.INT, scope, Position.CAST, depth));
            case 1 -> traced(Kind.CHAR, scope, depth);
            default -> Expr.atom("\"xyz\".charAt(" + operand(Kind.INT, scope, Position.OPERAND_LEFT, depth) + " & 1)");
        };
    }
}
