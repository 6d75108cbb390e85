package dev.fermata.testing.fuzz;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The {@code @Suspends} methods of a program. Each calls only those that were written before it, or itself with a number
 * that falls, so that all end.
 */
final class Helpers {

    /**
     * @param result null for nothing
     * @param recursive whether its second parameter says how often it may call itself
     * @param variable whether its last parameter, an array, takes the rest of the arguments
     */
    record Helper(
            String name,
            @Nullable Kind result,
            List<Kind> parameters,
            boolean recursive,
            boolean variable,
            boolean throwsOops) {}

    private final Grammar g;
    private final List<Helper> known = new ArrayList<>();
    private final StringBuilder methods = new StringBuilder();

    Helpers(Grammar g) {
        this.g = g;
    }

    boolean isEmpty() {
        return known.isEmpty();
    }

    List<Helper> all() {
        return known;
    }

    List<Helper> of(Kind result) {
        return known.stream().filter(helper -> helper.result() == result).toList();
    }

    String text() {
        return methods.toString();
    }

    void add(Plan plan) {
        Kind result = plan.draw.chance(20) ? null : plan.draw.chance(50) ? Kind.INT : plan.draw.of(Kind.values());
        write(plan, result, null);
    }

    /** One with a suspending call at a position of its body, and a call of it. */
    void reaching(Position position, Scope scope, Text text) {
        Kind result = position == Position.RETURN || scope.draws(70) ? scope.draw.of(Kind.values()) : null;
        Helper helper = write(scope.plan, result, position);
        effect(helper, Position.HELPER_CALL, scope, text);
    }

    /** Each is called somewhere. */
    void calls(Scope scope, Text text) {
        List<Helper> all = List.copyOf(known);
        for (Helper helper : all) {
            if (scope.tries && scope.draws(25)) {
                guarded(helper, scope, text);
            } else if (scope.draws(60)) {
                effect(helper, Position.HELPER_CALL, scope, text);
            }
        }
    }

    /** Nothing but the handler reads the variable. */
    private void guarded(Helper helper, Scope scope, Text text) {
        String read = scope.plan.unique("g");
        text.line("int " + read + " = " + g.values.leaf(Kind.INT, scope).text() + " + n + 7;");
        text.line("try {");
        effect(helper, Position.HELPER_CALL, scope.block(Construct.TRY), text);
        text.line("} catch (RuntimeException " + scope.plan.unique("e") + ") {");
        text.line("t(\"" + scope.plan.unique("h") + "\", " + read + ");");
        text.line("}");
    }

    void effect(Helper helper, Position position, Scope scope, Text text) {
        String call = call(helper, scope.plan.site(position, scope), scope, 1);
        boolean traced = helper.result() != null && scope.draws(70);
        text.line(traced ? "t(\"" + scope.plan.unique("h") + "\", " + call + ");" : call + ";");
    }

    /** The call as an expression; the site is its first argument. */
    String call(Helper helper, int site, Scope scope, int depth) {
        scope.plan.also(site, Position.HELPER_CALL, scope);
        return call(helper, site, scope, depth, "" + scope.draw.below(3));
    }

    private String call(Helper helper, int site, Scope scope, int depth, String left) {
        scope.attempt.throwsOops |= helper.throwsOops();
        StringBuilder call = new StringBuilder(scope.draws(10) ? "this." : "")
                .append(helper.name())
                .append('(')
                .append(site);
        if (helper.recursive()) {
            call.append(", ").append(left);
        }
        int last = helper.parameters().size() - 1;
        for (int i = 0; i <= last; i++) {
            if (i == last && helper.variable() && scope.draws(70)) {
                for (int more = scope.draw.below(3); more > 0; more--) {
                    call.append(", ").append(argument(Kind.INT, scope, depth));
                }
            } else {
                call.append(", ").append(argument(helper.parameters().get(i), scope, depth));
            }
        }
        return call.append(')').toString();
    }

    private String argument(Kind kind, Scope scope, int depth) {
        Kind given = scope.draws(35) ? converted(kind, scope) : kind;
        return g.values
                .value(given, scope, Position.HELPER_ARGUMENT, Math.min(depth, 1))
                .text();
    }

    /** What becomes the other by itself. */
    private static Kind converted(Kind kind, Scope scope) {
        return switch (kind) {
            case INT -> Kind.CHAR;
            case LONG -> scope.draw.of(Kind.INT, Kind.CHAR);
            case DOUBLE -> scope.draw.of(Kind.INT, Kind.LONG);
            case BOXED -> Kind.INT;
            default -> kind;
        };
    }

    /** A call of a small helper with that argument. */
    String wrapped(String argument, Scope scope) {
        int site = scope.plan.site(Position.HELPER_CALL, scope);
        int inside = scope.plan.site(Position.RETURN, Scope.helper(scope.plan, Kind.INT));
        String name = scope.plan.unique("h");
        methods.append("\n@Suspends\nprivate int ").append(name).append("(int at, int a) {\nenter(at);\n");
        methods.append("return a * 2 + s(").append(inside).append(", a);\n}\n");
        return name + "(" + site + ", " + argument + ")";
    }

    private Helper write(Plan plan, @Nullable Kind result, @Nullable Position goal) {
        Scope scope = Scope.helper(plan, result);
        boolean recursive = scope.draws(30);
        scope.reserve(List.of("at", "left"));
        String name = plan.unique("h");
        List<Kind> kinds = new ArrayList<>();
        StringBuilder parameters = new StringBuilder("int at");
        if (recursive) {
            parameters.append(", int left");
        }
        int count = scope.draw.below(4);
        boolean variable = false;
        for (int i = 0; i < count; i++) {
            Kind kind = scope.draws(30) ? Kind.INT : Calls.anything(scope);
            kinds.add(kind);
            Variable parameter = scope.declare(kind, scope.draws(50));
            variable = i == count - 1 && kind == Kind.INTS && scope.draws(60);
            parameters
                    .append(", ")
                    .append(variable ? "int..." : kind.type)
                    .append(' ')
                    .append(parameter.name());
        }
        Helper self = new Helper(name, result, kinds, recursive, variable, true);
        Text body = new Text().line("enter(at);");
        plan.method(() -> body(self, goal, scope, body));
        Helper helper =
                new Helper(name, result, kinds, recursive, variable, scope.attempt.throwsOops || scope.draws(15));
        known.add(helper);
        methods.append("\n@Suspends\n")
                .append(scope.draw.of("", "public ", "private ", "private ", "protected ", "final "))
                .append(result == null ? "void" : result.type)
                .append(' ')
                .append(name)
                .append('(')
                .append(parameters)
                .append(helper.throwsOops() ? ") throws Oops {\n" : ") {\n")
                .append(body)
                .append("}\n");
        return helper;
    }

    private void body(Helper self, @Nullable Position goal, Scope scope, Text text) {
        g.simple.one(scope, text);
        if (goal != null && !g.showcase.at(goal, scope, text)) {
            return;
        }
        if (self.recursive()) {
            again(self, scope, text);
        }
        boolean completes = g.statements.some(scope, text, goal == null ? 2 : scope.draw.below(2));
        if (completes && self.result() != null) {
            g.statements.returned(scope, text, 2);
        }
    }

    private void again(Helper self, Scope scope, Text text) {
        Scope inside = scope.block(Construct.IF);
        text.line("if (left > 0) {");
        int site = scope.plan.site(Position.HELPER_CALL, inside);
        String call = call(self, site, inside, 1, "left - 1");
        if (self.result() == null || scope.draws(30)) {
            text.line(call + ";");
        } else if (scope.draws(50)) {
            text.line("return " + call + ";");
        } else {
            text.line("t(\"" + scope.plan.unique("h") + "\", " + call + ");");
        }
        text.line("}");
    }
}
