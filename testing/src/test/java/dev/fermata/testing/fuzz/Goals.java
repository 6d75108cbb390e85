package dev.fermata.testing.fuzz;

import dev.fermata.testing.fuzz.Jumps.Reach;
import dev.fermata.testing.fuzz.Jumps.Target;
import dev.fermata.testing.fuzz.Variable.Use;

/**
 * Leads a program to a cell of the coverage table: writes the construct so that it is entered, and in it a suspending call
 * at the position. Chance alone would leave the rare cells to very many programs.
 */
final class Goals {

    private final Grammar g;

    Goals(Grammar g) {
        this.g = g;
    }

    static boolean leaves(int goal) {
        return position(goal).compareTo(Position.YIELD) > 0;
    }

    private static Position position(int goal) {
        return Position.values()[goal / Construct.values().length];
    }

    /** @return whether what was written can complete */
    boolean reach(Scope scope, Text text, int goal) {
        Position position = position(goal);
        Construct construct = Construct.values()[goal % Construct.values().length];
        if (Coverage.impossible(position, construct) != null) {
            return true;
        }
        if (position != Position.YIELD || construct == Construct.SWITCH_EXPR) {
            return frame(scope, text, position, construct);
        }
        String name = scope.name();
        text.line(scope.plan.result.type + " " + name + " = switch (fixed) {").line("case 11 -> {");
        Scope inside = scope.block(Construct.SWITCH_EXPR, Jumps.NONE);
        if (frame(inside, text, position, construct)) {
            text.line("yield " + scope.plan.result.plainest + ";");
        }
        text.line("}").line("default -> " + scope.plan.result.plainest + ";").line("};");
        scope.declare(name, scope.plan.result, Use.ASSIGNED);
        return true;
    }

    private boolean frame(Scope scope, Text text, Position position, Construct construct) {
        boolean loop = construct.compareTo(Construct.WHILE) >= 0 && construct.compareTo(Construct.FOREACH) <= 0;
        Reach reach = loop ? Reach.LOOP : construct == Construct.LABELLED ? Reach.BLOCK : Reach.SWITCH;
        Target target = new Target(reach, construct == Construct.LABELLED ? scope.plan.unique("L") : null);
        boolean leaves = loop
                || construct == Construct.LABELLED
                || construct == Construct.SWITCH_OLD
                || construct == Construct.SWITCH_NEW;
        Jumps jumps = construct == Construct.SWITCH_EXPR ? Jumps.NONE : leaves ? scope.jumps.into(target) : scope.jumps;
        Scope inside = scope.block(construct, jumps);
        return switch (construct) {
            case STRAIGHT -> g.showcase.at(position, scope, text);
            case IF -> optional(text, "if (fixed == 11) {", inside, position, "}");
            case WHILE -> loop(text, scope, inside, position, "while (%s++ < 2) {");
            case DO -> doLoop(text, scope, inside, position, target);
            case FOR -> {
                String counter = scope.name();
                inside.declare(counter, Kind.INT, Use.READ);
                text.line("for (int " + counter + " = 0; " + counter + " < 2; " + counter + "++) {")
                        .line("tick();");
                yield optional(text, "", inside, position, "}");
            }
            case FOREACH -> {
                Variable element = inside.declare(Kind.INT, true);
                text.line("for (int " + element.name() + " : new int[] {4, 7}) {")
                        .line("tick();");
                yield optional(text, "", inside, position, "}");
            }
            case SWITCH_OLD -> {
                text.line("switch (fixed) {").line("case 11:");
                entered(text, "", inside, position, "default:");
                text.line("count++;").line("}");
                yield true;
            }
            case SWITCH_NEW -> {
                yield optional(text, "switch (fixed) {\ncase 11 -> {", inside, position, "}\ndefault -> count++;\n}");
            }
            case SWITCH_EXPR -> switchExpression(text, scope, inside, position);
            case TRY -> {
                entered(
                        text,
                        "try {",
                        inside,
                        position,
                        "} catch (RuntimeException %s) {".formatted(scope.plan.unique("e")));
                text.line("count--;").line("}");
                yield true;
            }
            case CATCH -> {
                text.line("try {")
                        .line("if (fixed == 11) {")
                        .line("throw new IllegalStateException(\"goal\");")
                        .line("}");
                String name = scope.plan.unique("e");
                yield optional(text, "} catch (IllegalStateException " + name + ") {", inside, position, "}");
            }
            case FINALLY -> {
                text.line("try {");
                g.simple.one(scope.block(Construct.TRY), text);
                yield entered(text, "} finally {", inside, position, "}");
            }
            case HELPER -> {
                g.helpers.reaching(position, scope, text);
                yield true;
            }
            case BRANCH -> {
                g.forks.reaching(position, scope, text);
                yield true;
            }
            case LABELLED -> entered(text, target.label + ": {", inside, position, "}") || target.broken;
        };
    }

    /** Where another way leads past it. */
    private boolean optional(Text text, String head, Scope inside, Position position, String tail) {
        entered(text, head, inside, position, tail);
        return true;
    }

    private boolean entered(Text text, String head, Scope inside, Position position, String tail) {
        if (!head.isEmpty()) {
            text.line(head);
        }
        if (inside.draws(30)) {
            g.simple.one(inside, text);
        }
        boolean completes = g.showcase.at(position, inside, text);
        if (completes && inside.draws(60)) {
            completes = g.statements.block(inside, text);
        }
        text.line(tail);
        return completes;
    }

    private boolean loop(Text text, Scope scope, Scope inside, Position position, String head) {
        String counter = scope.name();
        text.line("int " + counter + " = 0;");
        scope.declare(counter, Kind.INT, Use.READ);
        text.line(head.formatted(counter)).line("tick();");
        entered(text, "", inside, position, "}");
        return true;
    }

    private boolean doLoop(Text text, Scope scope, Scope inside, Position position, Target target) {
        String counter = scope.name();
        text.line("int " + counter + " = 0;");
        scope.declare(counter, Kind.INT, Use.READ);
        text.line("do {").line("tick();");
        boolean completes = entered(text, "", inside, position, "} while (++" + counter + " < 2);");
        return completes || target.broken || target.continued;
    }

    private boolean switchExpression(Text text, Scope scope, Scope inside, Position position) {
        String name = scope.name();
        Kind kind = scope.plan.result;
        text.line(kind.type + " " + name + " = switch (fixed) {");
        if (position == Position.CASE_VALUE) {
            text.line("case 11 -> " + g.calls.step(kind, inside, position, 1).text() + ";");
        } else {
            text.line("case 11 -> {");
            if (g.showcase.at(position, inside, text)) {
                text.line("yield " + kind.plainest + ";");
            }
            text.line("}");
        }
        text.line("default -> " + kind.plainest + ";").line("};");
        scope.declare(name, kind, Use.ASSIGNED);
        return true;
    }
}
