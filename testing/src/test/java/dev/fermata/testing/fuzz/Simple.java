package dev.fermata.testing.fuzz;

import dev.fermata.testing.fuzz.Variable.Use;
import java.util.List;

/** Statements without statements in them. */
final class Simple {

    private final Grammar g;

    Simple(Grammar g) {
        this.g = g;
    }

    boolean one(Scope scope, Text text) {
        switch (scope.draw.below(13)) {
            case 0, 1, 2 -> declaration(scope, text);
            case 3, 4 -> assignment(scope, text);
            case 5 -> compound(scope, text);
            case 6 -> element(scope, text);
            case 7 -> field(scope, text);
            case 8 -> effect(scope, text);
            case 9 -> collection(scope, text);
            case 10 -> {
                if (scope.draws(50)) {
                    late(scope, text);
                } else {
                    nullable(scope, text);
                }
            }
            case 11 -> suspension(scope, text);
            default -> traced(scope, text);
        }
        return true;
    }

    void declaration(Scope scope, Text text) {
        Kind kind = scope.draws(35) ? Kind.INT : Calls.anything(scope);
        // the variable is in scope in its own initializer, where nothing may have its name
        String name = scope.name();
        Expr value = scope.draws(8)
                ? g.switchValues.value(kind, scope, 2, true)
                : g.values.value(kind, scope, Position.INITIALIZER, scope.depth == 0 ? 1 : 3);
        boolean constant = scope.draws(35);
        scope.declare(name, kind, constant ? Use.CAPTURED : Use.ASSIGNED);
        // javac 17 rejects array initializers in a switch expression from which a type is inferred
        boolean inferred =
                scope.draws(20) && !value.text().contains("<>") && !value.text().contains("switch");
        String type = inferred && kind != Kind.SHAPE && kind != Kind.BOXED ? "var" : kind.type;
        if (type.equals("var") && (kind == Kind.INT || kind == Kind.LONG || kind == Kind.LIST || kind == Kind.MAP)) {
            type = kind.type;
        }
        boolean bare = kind == Kind.INTS
                && value.text().startsWith("new int[] {")
                && value.text().endsWith("}");
        String initializer = bare && !type.equals("var") && scope.draws(50)
                ? value.text().substring("new int[] ".length())
                : value.text();
        text.line((constant && scope.draws(50) ? "final " : "") + type + " " + name + " = " + initializer + ";");
    }

    private void assignment(Scope scope, Text text) {
        Kind kind = Calls.anything(scope);
        List<Variable> targets = scope.assignable(kind);
        if (targets.isEmpty()) {
            declaration(scope, text);
            return;
        }
        Variable target = scope.draw.of(targets);
        Expr value = g.values.value(kind, scope, Position.ASSIGNED, 3);
        text.line(target.name() + " = " + Values.bounded(kind, value) + ";");
    }

    private void compound(Scope scope, Text text) {
        Kind kind = scope.draw.of(Kind.INT, Kind.INT, Kind.LONG, Kind.STRING, Kind.BOXED, Kind.CHAR, Kind.DOUBLE);
        List<Variable> targets = scope.assignable(kind);
        if (targets.isEmpty()) {
            declaration(scope, text);
            return;
        }
        String target = scope.draw.of(targets).name();
        if (kind == Kind.STRING) {
            text.line(target + " += "
                    + g.values
                            .value(scope.draw.of(Kind.INT, Kind.BOXED, Kind.COLOR), scope, Position.COMPOUND, 2)
                            .text()
                    + ";");
            return;
        }
        Kind operand = kind == Kind.DOUBLE || kind == Kind.CHAR ? Kind.INT : kind;
        String operator = scope.draw.of(" += ", " -= ", " *= ", " += ");
        text.line(target + operator
                + g.values.value(operand, scope, Position.COMPOUND, 3).text() + ";");
    }

    private void element(Scope scope, Text text) {
        List<Variable> arrays = scope.visible(Kind.INTS);
        if (arrays.isEmpty()) {
            declaration(scope, text);
            return;
        }
        String array = scope.draw.of(arrays).name();
        String index = scope.draws(40)
                ? "0"
                : g.values.value(Kind.INT, scope, Position.OPERAND_LEFT, 1).operand() + " & 1";
        boolean plain = scope.draws(50);
        String value = g.values
                .value(Kind.INT, scope, plain ? Position.ELEMENT_ASSIGNED : Position.ELEMENT_COMPOUND, 2)
                .text();
        text.line(array + "[" + index + "]" + (plain ? " = " : scope.draw.of(" += ", " -= ", " |= ")) + value + ";");
    }

    private void field(Scope scope, Text text) {
        boolean plain = scope.draws(50);
        Position position = plain ? Position.FIELD_ASSIGNED : Position.FIELD_COMPOUND;
        List<Variable> cells = scope.visible(Kind.CELL);
        String target = cells.isEmpty() || scope.draws(30)
                ? scope.draw.of("count", "this.count")
                : scope.draw.of(cells).name() + ".value";
        text.line(target + (plain ? " = " : scope.draw.of(" += ", " ^= "))
                + g.values.value(Kind.INT, scope, position, 2).text() + ";");
    }

    private void effect(Scope scope, Text text) {
        List<Variable> numbers = scope.assignable(Kind.INT);
        if (numbers.isEmpty() || scope.draws(30)) {
            text.line("count++;");
            return;
        }
        String name = scope.draw.of(numbers).name();
        text.line(scope.draw.of(name + "++;", name + "--;", "++" + name + ";"));
    }

    /** Lists grow by one, and only where no loop walks one. */
    private void collection(Scope scope, Text text) {
        List<Variable> lists = scope.visible(Kind.LIST);
        List<Variable> maps = scope.visible(Kind.MAP);
        if (scope.frozen || (lists.isEmpty() && maps.isEmpty())) {
            declaration(scope, text);
        } else if (!maps.isEmpty() && (lists.isEmpty() || scope.draws(50))) {
            text.line(scope.draw.of(maps).name() + ".put(\"m\", "
                    + g.values
                            .value(Kind.INT, scope, Position.LATER_ARGUMENT, 2)
                            .text() + ");");
        } else {
            text.line(scope.draw.of(lists).name() + ".add("
                    + g.values
                            .value(Kind.INT, scope, Position.FIRST_ARGUMENT, 2)
                            .text() + ");");
        }
    }

    /** Declared first, assigned on each way: a frame between holds nothing for it. */
    private void late(Scope scope, Text text) {
        Kind kind = scope.draw.of(Kind.INT, Kind.STRING, Kind.BOXED, Kind.CELL);
        String name = scope.name();
        String condition =
                g.values.value(Kind.BOOLEAN, scope, Position.IF_CONDITION, 2).text();
        Scope branch = scope.block(Construct.IF);
        String yes = g.values.value(kind, branch, Position.ASSIGNED, 2).text();
        String no = g.values.value(kind, branch, Position.ASSIGNED, 2).text();
        String between = scope.step(40) ? g.calls.effect(scope) + ";" : ";";
        scope.declare(name, kind, scope.draws(50) ? Use.CAPTURED : Use.ASSIGNED);
        text.line(kind.type + " " + name + ";").line(between);
        text.line("if (" + condition + ") {").line(name + " = " + yes + ";");
        text.line("} else {").line(name + " = " + no + ";").line("}");
    }

    /** Null for some inputs: where it is unboxed, the order of that and a step shows. */
    private void nullable(Scope scope, Text text) {
        String number = g.values.leaf(Kind.INT, scope).operand();
        Variable variable = scope.declare(Kind.BOXED, scope.draws(50));
        text.line("Integer " + variable.name() + " = " + number + " > 1 ? null : Integer.valueOf(" + number + ");");
        if (scope.step(60)) {
            text.line("t(\"" + scope.plan.unique("x") + "\", " + variable.name() + scope.draw.of(" + ", " * ", " < ")
                    + g.calls.step(Kind.INT, scope, Position.OPERAND_RIGHT, 1).text() + ");");
        }
    }

    private void suspension(Scope scope, Text text) {
        if (!scope.step(90)) {
            traced(scope, text);
        } else {
            text.line((scope.draws(30) ? g.calls.sleep(scope) : g.calls.effect(scope)) + ";");
        }
    }

    void traced(Scope scope, Text text) {
        Kind kind = Calls.anything(scope);
        text.line("t(\"" + scope.plan.unique("x") + "\", "
                + g.values.value(kind, scope, Position.LATER_ARGUMENT, 3).text() + ");");
    }
}
