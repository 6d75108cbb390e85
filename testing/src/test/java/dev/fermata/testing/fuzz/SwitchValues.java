package dev.fermata.testing.fuzz;

/** Switch expressions, with arrows, blocks that yield, and old groups. */
final class SwitchValues {

    private final Grammar g;

    SwitchValues(Grammar g) {
        this.g = g;
    }

    Expr value(Kind kind, Scope scope, int depth) {
        return value(kind, scope, depth, false);
    }

    /** @param alone whether it is the whole initializer of a variable */
    Expr value(Kind kind, Scope scope, int depth, boolean alone) {
        Scope inside = scope.block(Construct.SWITCH_EXPR, Jumps.NONE);
        inside.tries &= alone;
        Text text = new Text();
        String[] labels;
        if (scope.draws(40)) {
            text.line("switch ("
                    + g.values
                            .value(Kind.COLOR, scope, Position.EXPRESSION_SELECTOR, depth)
                            .text() + ") {");
            labels = new String[] {"RED", "GREEN, BLUE", ""};
        } else if (scope.draws(50)) {
            text.line("switch (" + selector(scope, depth) + ") {");
            labels = new String[] {"0", "1, 3", "2", ""};
        } else {
            text.line("switch ("
                    + g.values
                            .value(Kind.STRING, scope, Position.EXPRESSION_SELECTOR, depth)
                            .text() + ") {");
            labels = new String[] {"\"q\"", "\"\", \"x\"", ""};
        }
        boolean old = scope.draws(30);
        for (String label : labels) {
            entry(text, label, old, kind, inside, depth);
        }
        return Expr.of(text + "}");
    }

    /** A number that is often one of the labels. */
    String selector(Scope scope, int depth) {
        return scope.step(50)
                ? "index(" + scope.plan.site(Position.EXPRESSION_SELECTOR, scope) + ", "
                        + g.values
                                .value(Kind.INT, scope, Position.STEP_ARGUMENT, 1)
                                .text() + ")"
                : g.values.value(Kind.INT, scope, Position.OPERAND_LEFT, depth).operand() + " & 3";
    }

    private void entry(Text text, String label, boolean old, Kind kind, Scope scope, int depth) {
        String head = label.isEmpty() ? "default" : "case " + label;
        if (old) {
            text.line(head + ":");
            Scope group = scope.block(Construct.SWITCH_EXPR);
            body(text, kind, group, depth);
            scope.reserveNamesOf(group);
        } else if (scope.draws(30)) {
            text.line(head + " -> {");
            body(text, kind, scope.block(Construct.SWITCH_EXPR), depth);
            text.line("}");
        } else if (scope.draws(5) && label.isEmpty()) {
            text.line(head + " -> throw new IllegalStateException(\"no case\");");
        } else {
            text.line(head + " -> "
                    + g.values.value(kind, scope, Position.CASE_VALUE, depth).text() + ";");
        }
    }

    private void body(Text text, Kind kind, Scope scope, int depth) {
        if (g.statements.some(scope, text, scope.draws(70) ? 0 : 1)) {
            String value = g.values.value(kind, scope, Position.YIELD, depth).text();
            if (value.startsWith("(")) {
                // read as the call of a method
                String name = scope.plan.unique("y");
                text.line(kind.type + " " + name + " = " + value + ";");
                value = name;
            }
            text.line("yield " + value + ";");
        }
    }
}
