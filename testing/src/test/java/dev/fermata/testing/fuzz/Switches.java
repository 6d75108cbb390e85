package dev.fermata.testing.fuzz;

import dev.fermata.testing.fuzz.Jumps.Reach;
import dev.fermata.testing.fuzz.Jumps.Target;

/** Switch statements, old and new. */
final class Switches {

    private final Grammar g;

    Switches(Grammar g) {
        this.g = g;
    }

    boolean old(Scope scope, Text text) {
        Target target = new Target(Reach.SWITCH, scope.draws(30) ? scope.plan.unique("L") : null);
        String[] labels = head(scope, text, target, Position.OLD_SELECTOR);
        Scope inside = scope.block(Construct.SWITCH_OLD, scope.jumps.into(target));
        boolean otherwise = scope.draws(60);
        int last = otherwise ? labels.length : labels.length - 1;
        boolean completes = true;
        int at = scope.draws(20) ? 0 : last;
        for (int i = 0; i <= last; i++) {
            boolean isDefault = otherwise && i == at;
            int label = otherwise && i > at ? i - 1 : i;
            text.line(isDefault ? "default:" : "case " + labels[label] + ":");
            if (scope.draws(10) && i < last) {
                continue;
            }
            Scope group = inside.block(Construct.SWITCH_OLD);
            completes = g.statements.block(group, text);
            if (completes && scope.draws(60)) {
                text.line("break;");
                target.broken = true;
                completes = false;
            }
            inside.reserveNamesOf(group);
        }
        text.line("}");
        return completes || target.broken || !otherwise;
    }

    boolean arrows(Scope scope, Text text) {
        if (scope.plan.release >= 21 && scope.draws(50)) {
            return patterns(scope, text);
        }
        Target target = new Target(Reach.SWITCH, scope.draws(30) ? scope.plan.unique("L") : null);
        String[] labels = head(scope, text, target, Position.NEW_SELECTOR);
        Scope inside = scope.block(Construct.SWITCH_NEW, scope.jumps.into(target));
        boolean otherwise = scope.draws(60);
        boolean completes = !otherwise;
        for (String label : labels) {
            completes |= rule("case " + label, inside, text);
        }
        if (otherwise) {
            completes |= rule("default", inside, text);
        }
        text.line("}");
        return completes || target.broken;
    }

    private String[] head(Scope scope, Text text, Target target, Position position) {
        String label = target.label == null ? "" : target.label + ": ";
        int choice = scope.draw.below(4);
        if (choice == 0) {
            text.line(label + "switch ("
                    + g.values.value(Kind.COLOR, scope, position, 2).text() + ") {");
            return position == Position.NEW_SELECTOR
                    ? new String[] {"RED", "BLUE, GREEN"}
                    : new String[] {"GREEN", "RED", "BLUE"};
        }
        if (choice == 1) {
            text.line(label + "switch ("
                    + g.values.value(Kind.STRING, scope, position, 2).text() + ") {");
            return new String[] {"\"q\"", "\"\", \"x\"", "\"note\""};
        }
        String selector = scope.step(40)
                ? "index(" + scope.plan.site(position, scope) + ", "
                        + g.values
                                .value(Kind.INT, scope, Position.STEP_ARGUMENT, 1)
                                .text() + ")"
                : g.values.value(Kind.INT, scope, Position.OPERAND_LEFT, 2).operand() + " & 3";
        text.line(label + "switch (" + selector + ") {");
        return new String[] {"0", "1", "2, 3"};
    }

    private boolean rule(String head, Scope inside, Text text) {
        int choice = inside.draw.below(10);
        Scope scope = inside.block(Construct.SWITCH_NEW);
        if (choice == 0) {
            text.line(head + " -> throw new IllegalStateException(\"rule\");");
            return false;
        }
        if (choice < 3 && scope.step(90)) {
            text.line(head + " -> " + g.calls.effect(scope) + ";");
            return true;
        }
        text.line(head + " -> {");
        boolean completes = g.statements.block(scope, text);
        text.line("}");
        return completes;
    }

    private boolean patterns(Scope scope, Text text) {
        Target target = new Target(Reach.SWITCH, null);
        text.line("switch ("
                + g.values.value(Kind.SHAPE, scope, Position.NEW_SELECTOR, 2).text() + ") {");
        Scope inside = scope.block(Construct.SWITCH_NEW, scope.jumps.into(target));
        boolean completes = scope.draws(30) && rule("case null", inside, text);
        // a guard must not be a constant
        String dot = scope.plan.unique("p");
        Scope guarded = inside.plain();
        guarded.captured = true;
        guarded.constant(dot + ".size()", Kind.INT);
        String guard =
                g.values.value(Kind.BOOLEAN, guarded, Position.IF_CONDITION, 1).operand();
        Scope first = inside.block(Construct.SWITCH_NEW);
        first.constant(dot + ".size()", Kind.INT);
        completes |= rule("case Dot " + dot + " when " + dot + ".size() != 77 && " + guard, first, text);
        completes |= rule("case Dot " + scope.plan.unique("p"), inside, text);
        String side = scope.plan.unique("p");
        String color = scope.plan.unique("p");
        Scope second = inside.block(Construct.SWITCH_NEW);
        second.constant(side, Kind.INT);
        second.constant(color, Kind.COLOR);
        completes |= rule("case Box(int " + side + ", var " + color + ")", second, text);
        text.line("}");
        return completes || target.broken;
    }
}
