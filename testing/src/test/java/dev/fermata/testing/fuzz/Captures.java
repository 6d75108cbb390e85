package dev.fermata.testing.fuzz;

import dev.fermata.testing.fuzz.Variable.Use;

/** Lambdas and classes inside a method, with the variables they capture; no step is called in them. */
final class Captures {

    private final Grammar g;

    Captures(Grammar g) {
        this.g = g;
    }

    /** The body of a lambda. */
    private String body(Scope scope, String parameter) {
        Scope inside = scope.lambda();
        if (!parameter.isEmpty()) {
            inside.constant(parameter, Kind.INT);
        }
        inside.outlives = parameter.isEmpty();
        String operand = parameter.isEmpty() ? "" : parameter + " + ";
        return operand
                + g.values.value(Kind.INT, inside, Position.OPERAND_RIGHT, 1).operand();
    }

    /** A number from a method that takes a lambda. */
    Expr call(Scope scope, int depth) {
        String parameter = scope.plan.unique("l");
        String lambda = scope.draws(80) ? parameter + " -> " + body(scope, parameter) : "Math::abs";
        return switch (scope.draw.below(4)) {
            case 0 -> Expr.atom("apply(" + beside(scope, depth) + ", " + lambda + ")");
            case 1 -> Expr.atom("applyTo(" + lambda + ", " + beside(scope, depth) + ")");
            case 2 -> Expr.atom("keep(() -> " + body(scope, "") + ")");
            default -> Expr.atom("recall()");
        };
    }

    private String beside(Scope scope, int depth) {
        return g.values.value(Kind.INT, scope, Position.BESIDE_LAMBDA, depth).text();
    }

    boolean statement(Scope scope, Text text) {
        switch (scope.draw.below(5)) {
            case 0 -> function(scope, text);
            case 1 -> anonymous(scope, text);
            case 2 -> localRecord(scope, text);
            case 3 -> localClass(scope, text);
            default -> {
                kept(scope, text);
                text.line("recall();");
            }
        }
        return true;
    }

    /** Used at once, since a function is no part of a frame. */
    private void function(Scope scope, Text text) {
        String name = scope.plan.unique("f");
        text.line("IntSupplier " + name + " = () -> " + body(scope, "") + ";");
        text.line("t(\"" + scope.plan.unique("x") + "\", " + name + ".getAsInt());");
    }

    private void anonymous(Scope scope, Text text) {
        String label = scope.plan.unique("x");
        text.line("t(\"" + label + "\", new Object() {");
        text.line("final int own = " + body(scope, "") + ";");
        text.line("@Override");
        text.line("public String toString() {");
        text.line("return \"own \" + own + "
                + g.values.leaf(Kind.INT, scope.lambda()).operand() + ";");
        text.line("}");
        text.line("}.toString());");
    }

    private void localRecord(Scope scope, Text text) {
        String type = scope.plan.unique("R");
        text.line("record " + type + "(int left, String right) {");
        text.line("int twice() {").line("return left * 2;").line("}").line("}");
        String name = scope.name();
        String left = g.values
                .value(Kind.INT, scope, Position.CONSTRUCTOR_ARGUMENT, 2)
                .text();
        String right = g.values
                .value(Kind.STRING, scope, Position.CONSTRUCTOR_ARGUMENT, 2)
                .text();
        text.line(type + " " + name + " = new " + type + "(" + left + ", " + right + ");");
        scope.constant(name + ".left()", Kind.INT);
        scope.constant(name + ".twice()", Kind.INT);
        scope.constant(name + ".right()", Kind.STRING);
    }

    private void localClass(Scope scope, Text text) {
        String type = scope.plan.unique("K");
        text.line("class " + type + " {").line("int sum = 1;");
        text.line("int add(int more) {")
                .line("sum += more;")
                .line("return sum;")
                .line("}")
                .line("}");
        String name = scope.name();
        text.line(type + " " + name + " = new " + type + "();");
        scope.declare(name + ".sum", Kind.INT, Use.READ);
        scope.declare(name + ".add(1)", Kind.INT, Use.READ);
    }

    /** A lambda that outlives the statement, and in a loop the round: it keeps the value of its round. */
    void kept(Scope scope, Text text) {
        String value = g.values.leaf(Kind.INT, scope).operand();
        Variable variable = scope.declare(Kind.INT, true);
        text.line("final int " + variable.name() + " = " + value + " + fixed;");
        if (scope.step(60)) {
            text.line(g.calls.effect(scope) + ";");
        }
        text.line("keep(() -> " + variable.name() + " * 3 + " + body(scope, "") + ");");
    }
}
