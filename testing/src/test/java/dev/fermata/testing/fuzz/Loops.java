package dev.fermata.testing.fuzz;

import dev.fermata.testing.fuzz.Jumps.Reach;
import dev.fermata.testing.fuzz.Jumps.Target;
import dev.fermata.testing.fuzz.Variable.Use;

/** Loops that end: each has a counter of its own, which nothing else assigns. */
final class Loops {

    private final Grammar g;

    Loops(Grammar g) {
        this.g = g;
    }

    boolean any(Scope scope, Text text) {
        if (!scope.plan.entersLoop()) {
            return g.simple.one(scope, text);
        }
        Target target = new Target(Reach.LOOP, scope.draws(40) ? scope.plan.unique("L") : null);
        String label = target.label == null ? "" : target.label + ": ";
        boolean completes = switch (scope.draw.below(5)) {
            case 0 -> whileLoop(scope, text, label, target);
            case 1 -> doLoop(scope, text, label, target);
            case 2, 3 -> forLoop(scope, text, label, target);
            default -> foreach(scope, text, label, target);
        };
        scope.plan.leavesLoop();
        return completes;
    }

    /** A step that says whether another round is due; or a comparison, with another condition behind it. */
    private String header(String counter, Scope scope, Position position) {
        if (scope.step(55)) {
            return "more(" + scope.plan.site(position, scope) + ", " + counter + ")";
        }
        String bound = counter + " < " + (2 + scope.draw.below(2));
        if (scope.draws(50)) {
            return bound;
        }
        String more = g.values
                .value(Kind.BOOLEAN, scope, Position.SHORT_CIRCUIT_RIGHT, 2)
                .operand();
        return scope.draws(70) ? bound + " && " + more : bound + " & " + more;
    }

    private static Scope inside(Scope scope, Construct construct, Target target) {
        return scope.block(construct, scope.jumps.into(target));
    }

    private boolean body(Scope inside, Text text) {
        text.line("tick();");
        if (inside.draws(25) && !inside.captured) {
            g.captures.kept(inside, text);
        }
        return g.statements.block(inside, text);
    }

    private boolean whileLoop(Scope scope, Text text, String label, Target target) {
        String counter = scope.name();
        text.line("int " + counter + " = 0;");
        boolean inHeader = scope.draws(50);
        String header = header(inHeader ? counter + "++" : counter, scope, Position.WHILE_CONDITION);
        text.line(label + "while (" + header + ") {");
        if (!inHeader) {
            text.line(counter + "++;");
        }
        scope.declare(counter, Kind.INT, Use.READ);
        body(inside(scope, Construct.WHILE, target), text);
        text.line("}");
        return true;
    }

    private boolean doLoop(Scope scope, Text text, String label, Target target) {
        String counter = scope.name();
        text.line("int " + counter + " = 0;");
        scope.declare(counter, Kind.INT, Use.READ);
        text.line(label + "do {");
        boolean completes = body(inside(scope, Construct.DO, target), text);
        boolean reached = completes || target.continued;
        // javac 17 takes a loop whose condition is not reached for one that ends, if a switch in the condition yields
        String condition = reached ? header("++" + counter, scope, Position.DO_CONDITION) : "++" + counter + " < 2";
        text.line("} while (" + condition + ");");
        return reached || target.broken;
    }

    private boolean forLoop(Scope scope, Text text, String label, Target target) {
        String counter = scope.name();
        String init = "0";
        if (scope.step(40)) {
            init = "index(" + scope.plan.site(Position.FOR_INIT, scope) + ", " + number(scope) + ")";
        }
        String header = header(counter, scope, Position.FOR_CONDITION);
        String update = counter + "++";
        if (scope.step(45)) {
            int site = scope.plan.site(Position.FOR_UPDATE, scope);
            update = scope.draws(50)
                    ? counter + " += one(" + site + ", " + number(scope) + ")"
                    : counter + "++, done(" + site + ", " + counter + ")";
        }
        text.line(label + "for (int " + counter + " = " + init + "; " + header + "; " + update + ") {");
        Scope inside = inside(scope, Construct.FOR, target);
        inside.declare(counter, Kind.INT, Use.READ);
        body(inside, text);
        text.line("}");
        scope.release(counter);
        return true;
    }

    private String number(Scope scope) {
        return g.values.value(Kind.INT, scope, Position.STEP_ARGUMENT, 1).text();
    }

    /** A variable of several elements that the body of its loop assigns. */
    private String array(Scope scope, Text text) {
        String name = scope.name();
        String value = g.values.value(Kind.INTS, scope, Position.INITIALIZER, 1).text();
        scope.declare(name, Kind.INTS, Use.ASSIGNED);
        text.line("int[] " + name + " = " + value + ";");
        return name;
    }

    /** Over a list or a map, which nothing changes meanwhile, or over an array. */
    private boolean foreach(Scope scope, Text text, String label, Target target) {
        Kind kind = scope.draw.of(Kind.INTS, Kind.INTS, Kind.LIST, Kind.LIST, Kind.MAP);
        boolean reassigned = kind == Kind.INTS && !scope.captured && scope.draws(30);
        String source = reassigned
                ? array(scope, text)
                : g.values.value(kind, scope, Position.FOREACH_SOURCE, 2).text();
        Scope inside = inside(scope, Construct.FOREACH, target);
        inside.frozen |= kind != Kind.INTS;
        Kind element =
                kind == Kind.MAP ? Kind.STRING : kind == Kind.INTS ? Kind.INT : scope.draw.of(Kind.INT, Kind.BOXED);
        boolean constant = scope.draws(50);
        Variable variable = inside.declare(element, constant);
        text.line(label + "for (" + (constant ? "final " : "") + element.type + " " + variable.name() + " : "
                + (kind == Kind.MAP ? "new TreeMap<>(" + source + ").keySet()" : source) + ") {");
        if (reassigned) {
            text.line(source + " = new int[] {8, 9, 10};");
            text.line("t(\"" + scope.plan.unique("a") + "\", " + variable.name() + ");");
        }
        body(inside, text);
        text.line("}");
        return true;
    }
}
