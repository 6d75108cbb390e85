package dev.fermata.testing.fuzz;

import dev.fermata.testing.fuzz.Variable.Use;

/** Statements with a suspending call at a given position, evaluated for certain when the statement is. */
final class Showcase {

    private static final String ALWAYS = "fixed == 11";

    private final Grammar g;

    Showcase(Grammar g) {
        this.g = g;
    }

    /** @return whether the statement can complete */
    boolean at(Position position, Scope scope, Text text) {
        switch (position) {
            case RETURN ->
                text.line("return " + step(java.util.Objects.requireNonNull(scope.result), scope, position) + ";");
            case YIELD -> text.line("yield " + step(scope.plan.result, scope, position) + ";");
            case THROW -> text.line("throw failure(" + site(position, scope) + ", " + number(scope) + ");");
            case HELPER_CALL, HELPER_ARGUMENT -> helper(position, scope, text);
            case STATEMENT -> text.line(g.calls.effect(scope) + ";");
            case SLEEP -> text.line(g.calls.sleep(scope) + ";");
            case CASE_VALUE -> traced(scope, text, "switch (fixed) { default -> " + integer(scope, position) + "; }");
            default -> {
                if (!header(position, scope, text) && !assignment(position, scope, text)) {
                    traced(scope, text, expression(position, scope));
                }
            }
        }
        return position != Position.RETURN && position != Position.YIELD && position != Position.THROW;
    }

    private void helper(Position position, Scope scope, Text text) {
        if (g.helpers.isEmpty()) {
            g.helpers.add(scope.plan);
        }
        if (position == Position.HELPER_CALL) {
            g.helpers.effect(scope.draw.of(g.helpers.all()), position, scope, text);
        } else {
            traced(scope, text, g.helpers.wrapped(integer(scope, position), scope));
        }
    }

    private static void traced(Scope scope, Text text, String expression) {
        text.line("t(\"" + scope.plan.unique("g") + "\", " + expression + ");");
    }

    private String step(Kind kind, Scope scope, Position position) {
        return g.calls.step(kind, scope, position, 1).text();
    }

    private String integer(Scope scope, Position position) {
        return step(Kind.INT, scope, position);
    }

    private int site(Position position, Scope scope) {
        return scope.plan.site(position, scope);
    }

    private String number(Scope scope) {
        return g.values.value(Kind.INT, scope, Position.STEP_ARGUMENT, 1).text();
    }

    /** An operand beside the call, which may suspend as well. */
    private String beside(Kind kind, Scope scope, Position position) {
        return g.values.value(kind, scope, position, 1).operand();
    }

    private boolean header(Position position, Scope scope, Text text) {
        Scope inside = scope.block(scope.construct);
        String counter = "i" + scope.plan.unique("");
        int choice = scope.draw.below(2);
        String more = "more(" + (isHeader(position) ? site(position, scope) : 0) + ", ";
        String head = switch (position) {
            case IF_CONDITION -> "if (" + step(Kind.BOOLEAN, scope, position) + ") {";
            case WHILE_CONDITION -> "while (" + more + counter + "++)) {";
            case DO_CONDITION -> "do {";
            case FOR_CONDITION -> "for (int " + counter + " = 0; " + more + counter + "); " + counter + "++) {";
            case FOR_INIT ->
                "for (int " + counter + " = index(" + site(position, scope) + ", " + number(scope) + "); " + counter
                        + " < 2; " + counter + "++) {";
            case FOR_UPDATE ->
                "for (int " + counter + " = 0; " + counter + " < 2; " + counter + " += one(" + site(position, scope)
                        + ", " + counter + ")) {";
            case FOREACH_SOURCE ->
                "for (int " + counter + " : " + step(choice == 0 ? Kind.LIST : Kind.INTS, scope, position) + ") {";
            case OLD_SELECTOR, NEW_SELECTOR, EXPRESSION_SELECTOR ->
                "switch (" + step(choice == 0 ? Kind.COLOR : Kind.STRING, scope, position) + ") {";
            default -> "";
        };
        if (head.isEmpty()) {
            return false;
        }
        if (position == Position.WHILE_CONDITION || position == Position.DO_CONDITION) {
            text.line("int " + counter + " = 0;");
        }
        String label = choice == 0 ? "RED" : "\"q\"";
        if (position == Position.EXPRESSION_SELECTOR) {
            head = "t(\"" + scope.plan.unique("g") + "\", " + head;
            text.line(head)
                    .line("case " + label + " -> 1;")
                    .line("default -> " + beside(Kind.INT, scope, Position.STEP_ARGUMENT) + ";")
                    .line("});");
            return true;
        }
        text.line(head);
        if (position == Position.OLD_SELECTOR) {
            text.line("case " + label + ":").line("count++;").line("default:").line("count ^= 5;");
        } else if (position == Position.NEW_SELECTOR) {
            text.line("case " + label + " -> count++;").line("default -> count ^= 5;");
        } else {
            text.line("tick();");
            inside.suspends = scope.suspends;
            g.simple.traced(inside, text);
        }
        text.line(position == Position.DO_CONDITION ? "} while (" + more + "++" + counter + "));" : "}");
        return true;
    }

    private static boolean isHeader(Position position) {
        return position == Position.WHILE_CONDITION
                || position == Position.DO_CONDITION
                || position == Position.FOR_CONDITION;
    }

    private boolean assignment(Position position, Scope scope, Text text) {
        Kind kind = switch (position) {
            case INITIALIZER, ASSIGNED -> Calls.anything(scope);
            case COMPOUND, ASSIGNMENT_IN_EXPRESSION -> Kind.INT;
            case ELEMENT_ASSIGNED, ELEMENT_COMPOUND, INCREMENTED_INDEX, INDEX -> Kind.INTS;
            case FIELD_ASSIGNED, FIELD_COMPOUND -> Kind.CELL;
            default -> null;
        };
        if (kind == null) {
            return false;
        }
        String name = scope.name();
        boolean initializer = position == Position.INITIALIZER;
        text.line(kind.type + " " + name + " = " + (initializer ? step(kind, scope, position) : kind.plainest) + ";");
        scope.declare(name, kind, Use.ASSIGNED);
        switch (position) {
            case ASSIGNED -> text.line(name + " = " + step(kind, scope, position) + ";");
            case COMPOUND ->
                text.line(name + " += "
                        + (scope.draws(50) ? integer(scope, position) : changing(name + "++", scope, position)) + ";");
            case ASSIGNMENT_IN_EXPRESSION ->
                traced(
                        scope,
                        text,
                        (scope.draws(70) ? name : name + " * 3") + " - (" + name + " = " + integer(scope, position)
                                + ")");
            case ELEMENT_ASSIGNED -> text.line(name + "[1] = " + integer(scope, position) + ";");
            case ELEMENT_COMPOUND ->
                text.line(name + "[0] -= "
                        + (scope.draws(50) ? integer(scope, position) : changing("--" + name + "[0]", scope, position))
                        + ";");
            case INDEX -> traced(scope, text, name + "[" + index(scope, position) + "]");
            case INCREMENTED_INDEX -> text.line(name + "[" + index(scope, position) + "]++;");
            case FIELD_ASSIGNED -> text.line(name + ".value = " + integer(scope, position) + ";");
            case FIELD_COMPOUND ->
                text.line(name + ".value += "
                        + (scope.draws(50)
                                ? integer(scope, position)
                                : "grow(" + site(position, scope) + ", " + name + ")")
                        + ";");
            default -> traced(scope, text, name);
        }
        return true;
    }

    /** A step whose argument changes what its result is added to. */
    private String changing(String argument, Scope scope, Position position) {
        return "s(" + site(position, scope) + ", " + argument + ")";
    }

    private String fork(String text, Scope scope) {
        Scope branch = scope.branch(Kind.INT);
        String call = g.calls.step(Kind.INT, branch, Position.RETURN, 1).text();
        scope.attempt.throwsOops |= branch.attempt.throwsOops;
        return "Durable." + text.formatted(g.values.leaf(Kind.INT, branch).operand(), call);
    }

    private String index(Scope scope, Position position) {
        return "index(" + site(position, scope) + ", " + number(scope) + ")";
    }

    private String expression(Position position, Scope scope) {
        return switch (position) {
            case OPERAND_LEFT -> integer(scope, position) + " - " + beside(Kind.INT, scope, Position.OPERAND_RIGHT);
            case OPERAND_RIGHT ->
                beside(scope.draw.of(Kind.INT, Kind.BOXED), scope, Position.OPERAND_LEFT) + " - "
                        + integer(scope, position);
            case CONCAT_LEFT ->
                step(Kind.STRING, scope, position) + " + " + beside(Kind.LONG, scope, Position.CONCAT_RIGHT);
            case CONCAT_RIGHT ->
                beside(Kind.STRING, scope, Position.CONCAT_LEFT) + " + " + step(Kind.LONG, scope, position);
            case COMPARED_LEFT -> integer(scope, position) + " < " + beside(Kind.INT, scope, Position.COMPARED_RIGHT);
            case COMPARED_RIGHT -> beside(Kind.INT, scope, Position.COMPARED_LEFT) + " >= " + integer(scope, position);
            case SHORT_CIRCUIT_LEFT ->
                step(Kind.BOOLEAN, scope, position) + " && "
                        + beside(Kind.BOOLEAN, scope, Position.SHORT_CIRCUIT_RIGHT);
            case SHORT_CIRCUIT_RIGHT -> ALWAYS + " && " + step(Kind.BOOLEAN, scope, position);
            case NEGATED -> "!" + step(Kind.BOOLEAN, scope, position);
            case CAST -> "(short) " + integer(scope, position) + " + 0L";
            case TERNARY_CONDITION ->
                step(Kind.BOOLEAN, scope, position) + " ? 1 : " + beside(Kind.INT, scope, Position.TERNARY_NO);
            case TERNARY_YES -> ALWAYS + " ? " + integer(scope, position) + " : 2";
            case TERNARY_NO -> "!(" + ALWAYS + ") ? 2 : " + integer(scope, position);
            case FIRST_ARGUMENT ->
                "three(" + integer(scope, position) + ", 2L, " + beside(Kind.STRING, scope, Position.LATER_ARGUMENT)
                        + ")";
            case LATER_ARGUMENT ->
                "three(" + beside(Kind.INT, scope, Position.FIRST_ARGUMENT) + ", " + step(Kind.LONG, scope, position)
                        + ", note)";
            case STEP_ARGUMENT -> "s(" + site(Position.LATER_ARGUMENT, scope) + ", " + integer(scope, position) + ")";
            case VARIABLE_ARGUMENT ->
                "most(2, " + integer(scope, position) + ", " + beside(Kind.INT, scope, Position.VARIABLE_ARGUMENT)
                        + ")";
            case GENERIC_ARGUMENT ->
                "FuzzSteps.<Integer>pick(" + beside(Kind.BOOLEAN, scope, Position.FIRST_ARGUMENT) + ", "
                        + integer(scope, position) + ", 6)";
            case CONSTRUCTOR_ARGUMENT -> "new Pair(" + integer(scope, position) + ", note)";
            case BESIDE_LAMBDA -> "apply(" + integer(scope, position) + ", l -> l + fixed)";
            case RECEIVER -> step(Kind.STRING, scope, position) + ".length()";
            case FIELD_OWNER -> step(Kind.CELL, scope, position) + ".value";
            case ARRAY -> step(Kind.INTS, scope, position) + "[1]";
            case ARRAY_ELEMENT ->
                "new int[] {" + beside(Kind.INT, scope, position) + ", " + integer(scope, position) + "}";
            case ARRAY_SIZE -> "new int[one(" + site(position, scope) + ", " + number(scope) + ")]";
            case INSTANCEOF -> step(Kind.SHAPE, scope, position) + " instanceof Dot";
            case ALL -> fork("all(() -> ran(" + site(position, scope) + ", %s), () -> %s)", scope);
            case MAP -> {
                String item = scope.plan.unique("l");
                yield fork(
                        "map(ran(" + site(position, scope) + ", List.of(1, %s)), " + item + " -> " + item + " + %s)",
                        scope);
            }
            case MAP_ITEMS -> g.forks.headed(position, scope, step(Kind.LIST, scope, position));
            case MAP_BOUND -> g.forks.headed(position, scope, "one(" + site(position, scope) + ", 1)");
            case SAVED ->
                g.calls
                        .saved(Calls.anything(scope), site(position, scope), scope, 1)
                        .text();
            default -> throw new IllegalArgumentException("no statement has a call at " + position);
        };
    }
}
