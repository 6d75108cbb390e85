package dev.fermata.testing.fuzz;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code Durable.all} and {@code Durable.map}: branches, which see copies of what is constant around them. */
final class Forks {

    private final Grammar g;

    Forks(Grammar g) {
        this.g = g;
    }

    /** A value out of a fork, or the list that one returns. */
    Expr value(Kind kind, int site, Scope scope) {
        if (kind == Kind.LIST && scope.draws(80)) {
            return Expr.atom(scope.draws(50) ? all(Kind.INT, site, scope, null) : map(Kind.INT, site, scope));
        }
        if (scope.draws(60)) {
            return unboxed(kind, all(kind, site, scope, null) + ".get(0)");
        }
        return unboxed(kind, map(kind, site, scope) + ".get(" + scope.draw.of("0", "0", "0", "fixed & 1") + ")");
    }

    /** An element of a list is a box, whose identity is nobody's promise. */
    private static Expr unboxed(Kind kind, String element) {
        return kind.primitive() ? Expr.of("(" + kind.type + ") " + element) : Expr.atom(element);
    }

    boolean statement(Scope scope, Text text) {
        if (!scope.step(100) || !scope.plan.entersFork()) {
            return g.simple.one(scope, text);
        }
        int site = scope.plan.site(Position.STATEMENT, scope);
        switch (scope.draw.below(4)) {
            case 0 -> text.line(nothing(site, scope, null) + ";");
            case 1 -> text.line(all(Calls.anything(scope), site, scope, null) + ";");
            case 2 -> traced(scope, text, all(Calls.anything(scope), site, scope, null));
            default -> traced(scope, text, map(Calls.anything(scope), site, scope));
        }
        scope.plan.leavesFork();
        return true;
    }

    private static void traced(Scope scope, Text text, String fork) {
        text.line("t(\"" + scope.plan.unique("f") + "\", " + fork + ");");
    }

    /** A fork with a suspending call at a position in its first branch. */
    void reaching(Position position, Scope scope, Text text) {
        int site = scope.plan.site(Position.ALL, scope);
        if (position != Position.RETURN && scope.draws(40)) {
            text.line(nothing(site, scope, position) + ";");
        } else {
            traced(scope, text, all(Calls.anything(scope), site, scope, position));
        }
    }

    /** The branches of one fork. */
    private final class Branches {

        private final Scope scope;
        private final @Nullable Kind result;
        private final List<String> texts = new ArrayList<>();

        /** Where a body only throws, nothing says what it would have returned. */
        private boolean explicit;

        private boolean throwsOops;

        Branches(Scope scope, @Nullable Kind result) {
            this.scope = scope;
            this.result = result;
            this.explicit = result == null || !result.primitive() || scope.draws(50);
        }

        /** @param site of the fork, told by this branch; 0 where another tells it */
        void add(String head, Scope inside, int site, @Nullable Position goal) {
            if (goal == null && result != null && inside.draws(45)) {
                String value =
                        g.values.value(result, inside, Position.RETURN, 2).text();
                texts.add(head + " -> " + (site > 0 ? "ran(" + site + ", " + value + ")" : value));
            } else if (goal == null && result == null && inside.draws(30) && site == 0) {
                texts.add(head + " -> " + g.calls.effect(inside));
            } else {
                block(head, inside, site, goal);
            }
            throwsOops |= inside.attempt.throwsOops;
        }

        private void block(String head, Scope inside, int site, @Nullable Position goal) {
            Text body = new Text();
            if (site > 0) {
                body.line("ran(" + site + ", 0);");
            }
            boolean completes = goal == null || g.showcase.at(goal, inside, body);
            completes = completes && g.statements.some(inside, body, 1 + inside.draw.below(2));
            if (!completes) {
                explicit = true;
            } else if (result != null) {
                g.statements.returned(inside, body, 2);
            }
            texts.add(head + " -> {\n" + body + "}");
        }

        /** @param first what the method's type arguments begin with */
        String call(String method, String first, String end) {
            scope.attempt.throwsOops |= throwsOops;
            String thrown = throwsOops ? "Oops" : "RuntimeException";
            String result = this.result == null ? "" : Values.boxed(this.result) + ", ";
            return "Durable." + (explicit ? "<" + first + result + thrown + ">" : "") + method
                    + String.join(", ", texts) + end + ")";
        }
    }

    private String all(Kind kind, int site, Scope scope, @Nullable Position goal) {
        scope.plan.also(site, Position.ALL, scope);
        Branches branches = new Branches(scope, kind);
        int count = 1 + scope.draw.below(3);
        for (int i = 0; i < count; i++) {
            branches.add("()", scope.branch(kind), i == 0 ? site : 0, i == 0 ? goal : null);
        }
        return branches.call("all(", "", "");
    }

    private String nothing(int site, Scope scope, @Nullable Position goal) {
        scope.plan.also(site, Position.ALL, scope);
        Branches branches = new Branches(scope, null);
        int count = 1 + scope.draw.below(3);
        for (int i = 0; i < count; i++) {
            branches.add("()", scope.branch(null), i == 0 ? site : 0, i == 0 ? goal : null);
        }
        return branches.call("all(", "", "");
    }

    private String map(Kind kind, int site, Scope scope) {
        scope.plan.also(site, Position.MAP, scope);
        Kind element = scope.draws(75) ? Kind.BOXED : Kind.STRING;
        String items = element == Kind.STRING ? texts(scope) : numbers(scope);
        String bound = scope.draws(60) ? "" : ", " + bound(scope);
        Branches branches = new Branches(scope, kind);
        Scope inside = scope.branch(kind);
        Variable item = inside.declare(element, true);
        branches.add(item.name(), inside, 0, null);
        return branches.call("map(ran(" + site + ", " + items + "), ", element.type + ", ", bound);
    }

    private String numbers(Scope scope) {
        return switch (scope.draw.below(4)) {
            case 0 -> "List.of(" + item(Kind.INT, scope) + ", " + item(Kind.INT, scope) + ")";
            case 1 -> "Arrays.asList(" + item(Kind.BOXED, scope) + ", " + item(Kind.BOXED, scope) + ")";
            default -> item(Kind.LIST, scope);
        };
    }

    /** The keys are copied: a view that is live while the bound suspends is refused where it may be shared. */
    private String texts(Scope scope) {
        return scope.draws(50)
                ? "new ArrayList<String>(new TreeMap<String, Integer>(" + item(Kind.MAP, scope) + ").keySet())"
                : "List.of(" + item(Kind.STRING, scope) + ", \"z\")";
    }

    private String item(Kind kind, Scope scope) {
        return g.values.value(kind, scope, Position.MAP_ITEMS, 1).text();
    }

    /** Sometimes too small. */
    String bound(Scope scope) {
        if (scope.step(50)) {
            int site = scope.plan.site(Position.MAP_BOUND, scope);
            return "one(" + site + ", "
                    + g.values.value(Kind.INT, scope, Position.STEP_ARGUMENT, 1).text() + ")";
        }
        return scope.draws(80)
                ? scope.draw.of("1", "2")
                : g.values.value(Kind.INT, scope, Position.MAP_BOUND, 1).text();
    }

    /** A fork whose items or bound suspend. */
    String headed(Position position, Scope scope, String call) {
        boolean items = position == Position.MAP_ITEMS;
        Variable item = scope.branch(Kind.INT).declare(Kind.BOXED, true);
        return "Durable.map("
                + (items ? call : "List.of(" + g.values.leaf(Kind.INT, scope).text() + ", 2)") + ", " + item.name()
                + " -> " + item.name() + " + fixed" + (items ? "" : ", " + call) + ")";
    }
}
